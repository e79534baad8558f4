import { describe, expect, it } from "vitest";
import {
  auroc,
  averagePrecision,
  benjaminiHochberg,
  benjaminiYekutieli,
  bootstrapMetrics,
  bootstrapPaired,
  brier,
  calibrationErrors,
  calibrationInTheLarge,
  calibrationSlope,
  clopperPearson,
  cohenKappa,
  confusionCounts,
  decisionCurve,
  delong,
  delongInterval,
  type Estimate,
  f1MaxThresholds,
  firthRegression,
  fprAt95Tpr,
  hochberg,
  holm,
  hosmerLemeshow,
  logisticRegression,
  logLoss,
  mcnemarExact,
  obuchowski,
  pairedAurocDifference,
  partialAuroc,
  precisionRecallTrapezoid,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
  spiegelhalter,
  thresholdMetrics,
  unpairedAurocDifference,
  wilson,
  youdenThresholds,
} from "../../src/statistics/index.js";
import { expectClose, expectRelative } from "./agreement.js";
import { type Fixture, labelsOf, ORACLE_SETS, oracle, oraclePresent, scoresOf } from "./oracle.js";

const T = 1e-9;
const METRICS = [
  ["sensitivity", "sensitivity"],
  ["specificity", "specificity"],
  ["precision", "precision"],
  ["npv", "npv"],
  ["accuracy", "accuracy"],
  ["f1", "f1"],
  ["balanced_accuracy", "balancedAccuracy"],
] as const;

/** Null exactly where the oracle is null or silent, else equal to 1e-9 relative. */
function expectEstimate(actual: Estimate, expected: number | null | undefined, what: string): void {
  if (expected === null || expected === undefined) {
    expect(actual.value, what).toBeNull();
    expect(actual.status, what).not.toBe("ok");
    expect(actual.reason, what).toBeTruthy();
  } else expectClose(actual.value, expected, T, 1e-15, what);
}

function checkThreshold(scores: Float64Array, labels: Uint8Array, expected: Fixture, what: string): void {
  const counts = confusionCounts(scores, labels, 0.5);
  for (const count of ["tp", "fp", "fn", "tn"] as const)
    expect(counts[count], `${what} ${count}`).toBe(expected[count]);
  const metrics = thresholdMetrics(counts);
  for (const [theirs, ours] of METRICS) expectEstimate(metrics[ours], expected[theirs], `${what} ${ours}`);
  // scikit-learn prints 0 for a Matthews coefficient that is undefined.
  if (metrics.mcc.value === null) expect(expected.mcc).toBe(0);
  else expectClose(metrics.mcc.value, expected.mcc, T, 1e-15, `${what} mcc`);
  for (const [name, { successes, trials, wilson: w, clopper_pearson: c }] of Object.entries<Fixture>(
    expected.ci95,
  )) {
    for (const [bounds, { interval }] of [
      [w, wilson(successes, trials)],
      [c, clopperPearson(successes, trials)],
    ]) {
      if (bounds === null) {
        expect(interval).toBeNull();
        continue;
      }
      expectClose(interval.lower, bounds[0], T, 1e-15, `${what} ${name} ${interval.method}`);
      expectClose(interval.upper, bounds[1], T, 1e-15, `${what} ${name} ${interval.method}`);
    }
  }
}

describe.skipIf(!oraclePresent())("oracle fixtures (skipped where ../shared/oracle is absent)", () => {
  describe.each(ORACLE_SETS)("%s", (name) => {
    const fixture = oraclePresent() ? oracle(name) : null;
    const labels = fixture && labelsOf(fixture);

    it("ranking metrics equal scikit-learn", () => {
      for (const which of ["score", "score2"] as const) {
        const expected = fixture.python.ranking?.[which];
        if (!expected) continue;
        const scores = scoresOf(fixture, which);
        expectEstimate(auroc(scores, labels), expected.roc_auc, "auroc");
        expectEstimate(averagePrecision(scores, labels), expected.average_precision, "average precision");
        expectEstimate(precisionRecallTrapezoid(scores, labels), expected.pr_auc_trapezoid, "PR trapezoid");
      }
    });

    it("threshold metrics equal scikit-learn, their intervals statsmodels", () => {
      for (const which of ["score", "score2"] as const)
        checkThreshold(scoresOf(fixture, which), labels, fixture.python.threshold_0_5[which], which);
      for (const [group, expected] of Object.entries<Fixture>(fixture.python.subgroup?.by_group ?? {})) {
        const rows = (fixture.inputs.group as string[]).flatMap((g, i) => (g === group ? [i] : []));
        const scores = Float64Array.from(rows, (i) => fixture.inputs.score[i]);
        const own = Uint8Array.from(rows, (i) => labels[i]);
        checkThreshold(scores, own, expected.threshold_0_5, group);
        expectEstimate(auroc(scores, own), expected.roc_auc, `${group} auroc`);
        expectEstimate(averagePrecision(scores, own), expected.average_precision, `${group} AP`);
      }
    });

    it("operating points, partial areas and best thresholds equal scikit-learn and pROC", () => {
      for (const which of ["score", "score2"] as const) {
        const expected = fixture.python.ranking?.[which];
        if (!expected) continue;
        const scores = scoresOf(fixture, which);
        const f1 = f1MaxThresholds(scores, labels);
        expectEstimate(f1.value, expected.f1_max, "F1 max");
        if (f1.value.value !== null)
          expect([...f1.thresholds].sort()).toEqual([...expected.f1_max_thresholds_all].sort());
        const youden = youdenThresholds(scores, labels);
        expectEstimate(youden.value, expected.youden_max, "Youden");
        if (youden.value.value !== null)
          expect([...youden.thresholds].sort()).toEqual([...expected.youden_thresholds_all].sort());
        const standardised = partialAuroc(scores, labels, "specificity", 0.9).standardised;
        expectEstimate(standardised, expected["roc_auc_max_fpr_0.1_mcclish"], "pAUC");
        for (const rate of [0.9, 0.95]) {
          const spec = specificityAtSensitivity(scores, labels, rate);
          expectEstimate(spec, expected[`specificity_at_sens_ge_${rate}`], `specificity at ${rate}`);
          const sens = sensitivityAtSpecificity(scores, labels, rate);
          expectEstimate(sens, expected[`sensitivity_at_spec_ge_${rate}`], `sensitivity at ${rate}`);
        }
        expectEstimate(fprAt95Tpr(scores, labels), expected.fpr_at_95tpr, "FPR at 95 % TPR");
      }
      const partial = fixture.r?.partial_auc;
      for (const [key, expected] of Object.entries<Fixture>(partial ?? {})) {
        const [, axis, from, kind] = /^(spec|sens)_1_([\d.]+)_(raw|mcclish)$/.exec(key) ?? [];
        if (!axis || typeof expected !== "number") continue;
        const area = partialAuroc(
          scoresOf(fixture),
          labels,
          axis === "spec" ? "specificity" : "sensitivity",
          Number(from),
        );
        expectEstimate(kind === "raw" ? area.raw : area.standardised, expected, key);
      }
    });

    it("calibration equals scikit-learn, statsmodels and R", () => {
      const scores = scoresOf(fixture);
      const expected = fixture.python.calibration;
      expectRelative(brier(scores, labels).value, expected.brier, T, "Brier");
      expectRelative(logLoss(scores, labels).value, expected.log_loss_eps1e15, T, "log loss");
      const errors = calibrationErrors(scores, labels);
      expectRelative(errors.ece.value, expected.ece_10_equal_width, T, "ECE");
      expectRelative(errors.mce.value, expected.mce_10_equal_width, T, "MCE");
      const { slope, intercept } = calibrationSlope(scores, labels);
      if (typeof expected.slope_fit?.slope === "number") {
        expectRelative(slope.estimate.value, expected.slope_fit.slope, T, "slope");
        expectRelative(intercept.estimate.value, expected.slope_fit.intercept, T, "intercept");
        expectRelative(slope.standardError, expected.slope_fit.se[1], T, "slope SE");
        expectRelative(slope.ci!.lower, expected.slope_fit.ci[1][0], T, "slope lower");
        expectRelative(slope.ci!.upper, expected.slope_fit.ci[1][1], T, "slope upper");
      } else {
        expect(slope.estimate.value).toBeNull();
        expect(slope.estimate.reason).toBeTruthy();
      }
      const large = calibrationInTheLarge(scores, labels);
      if (typeof expected.citl?.intercept === "number") {
        expectRelative(large.estimate.value, expected.citl.intercept, T, "in the large");
        // statsmodels' GLM stops when the deviance has settled to 1e-8, before its weights have: for a
        // constant score the SE is 1 / √(n p (1 − p)), which ours equals to the last digit and its doesn't.
        expectRelative(large.standardError, expected.citl.se, 1e-8, "in the large SE");
        expectRelative(large.ci!.lower, expected.citl.ci[0], 1e-8, "in the large lower");
      } else expect(large.estimate.value).toBeNull();
      if (expected.spiegelhalter) {
        const { z, p } = spiegelhalter(scores, labels);
        expectRelative(z.value, expected.spiegelhalter.z, T, "Spiegelhalter z");
        expectRelative(p, expected.spiegelhalter.p, T, "Spiegelhalter p");
      }
      const theirs = fixture.r?.hosmer_lemeshow;
      if (typeof theirs?.statistic === "number") {
        const ours = hosmerLemeshow(scores, labels);
        expectRelative(ours.statistic.value, theirs.statistic, T, "Hosmer–Lemeshow");
        expectRelative(ours.p, theirs.p, T, "Hosmer–Lemeshow p");
        expectRelative(ours.pExternal, theirs.p_external_df_g, T, "Hosmer–Lemeshow external p");
        expect(ours.groups.map((g) => g.cases)).toEqual(theirs.n);
        expect(ours.groups.map((g) => g.observed)).toEqual(theirs.observed);
      } else if (theirs) expect(hosmerLemeshow(scores, labels).statistic.value).toBeNull();
    });

    it("decision curve equals the oracle's", () => {
      const expected: Fixture[] = fixture.python.decision_curve ?? [];
      const curve = decisionCurve(
        scoresOf(fixture),
        labels,
        expected.map((point) => point.threshold),
      );
      for (const [i, point] of curve.entries()) {
        expectClose(point.netBenefit, expected[i].net_benefit, T, 1e-15, "net benefit");
        expectClose(point.treatAll, expected[i].treat_all, T, 1e-15, "treat all");
        expectClose(point.standardised, expected[i].standardized, T, 1e-15, "standardised");
        expectClose(
          point.interventionsAvoided,
          expected[i].interventions_avoided_per_100,
          T,
          1e-12,
          "avoided",
        );
      }
    });

    it("kappas equal scikit-learn, their standard errors statsmodels", () => {
      for (const expected of Object.values<Fixture>(fixture.python.kappa ?? {}))
        for (const weights of ["unweighted", "linear", "quadratic"] as const) {
          const { kappa, standardError, nullStandardError, ci, p } = cohenKappa(expected.table, weights);
          expectEstimate(kappa, expected[weights], weights);
          const theirs = expected[`${weights}_statsmodels`];
          if (!theirs) continue;
          expectRelative(standardError, theirs.std, T, "SE");
          expectRelative(nullStandardError, theirs.std0, T, "null SE");
          expectRelative(p, theirs.p_two_sided, T, "p");
          expectRelative(ci!.lower, theirs.ci[0], T, "lower");
          expectRelative(ci!.upper, theirs.ci[1], T, "upper");
        }
    });

    it("McNemar's exact test equals statsmodels", () => {
      const expected = fixture.python.mcnemar_exact;
      if (!expected) return;
      const right = (which: "score" | "score2") =>
        scoresOf(fixture, which).map((score, i) => ((score >= 0.5 ? 1 : 0) === labels[i] ? 1 : 0));
      const [a, b] = [right("score"), right("score2")];
      const first = a.filter((value, i) => value === 1 && b[i] === 0).length;
      const second = a.filter((value, i) => value === 0 && b[i] === 1).length;
      expect([first, second].sort()).toEqual([expected.b, expected.c].sort());
      expectRelative(mcnemarExact(first, second).p, expected.p, T, "p");
    });

    it("logistic regression equals statsmodels, to 1e-9", () => {
      const logit = fixture.python.logit;
      if (!logit?.names) return;
      const standardised = (name: string) => {
        const values = Float64Array.from(fixture.inputs[name]);
        return { name, values: values.map((value) => (value - logit.means[name]) / logit.sds[name]) };
      };
      for (const [key, intercept] of [
        ["with_intercept", true],
        ["no_intercept", false],
        ["age_sex_only", true],
      ] as const) {
        const expected = logit[key];
        const names: string[] = key === "age_sex_only" ? ["age", "sex"] : logit.names;
        const fit = logisticRegression({ terms: names.map(standardised), labels, intercept });
        if (expected.status !== "ok") {
          expect(fit.status, key).toBe("undefined");
          expect(fit.separation, key).toBe("complete");
          continue;
        }
        expect(fit.status).toBe("ok");
        for (const [j, term] of fit.terms.entries()) {
          const what = `${key} ${term.name}`;
          expectRelative(term.coefficient, expected.coef[j], T, what);
          expectRelative(term.standardError, expected.se[j], T, `${what} SE`);
          expectRelative(term.z, expected.z[j], T, `${what} z`);
          expectRelative(term.p, expected.p[j], T, `${what} p`);
          expectRelative(term.ci!.lower, expected.ci[j][0], T, `${what} lower`);
          expectRelative(term.ci!.upper, expected.ci[j][1], T, `${what} upper`);
          expectRelative(term.oddsRatio, expected.odds_ratio[j], T, `${what} odds ratio`);
          const drop = expected.lr_drop1?.[term.name];
          if (!drop) continue;
          // The statistic is a difference of log likelihoods, printed there with their rounding.
          expectClose(term.likelihoodRatio!.statistic, drop.stat, T, 1e-11, `${what} LR`);
          expectRelative(term.likelihoodRatio!.p, drop.p, T, `${what} LR p`);
        }
        expectRelative(fit.logLikelihood, expected.llf, T, `${key} log likelihood`);
        if (expected.lr_overall) {
          expectRelative(fit.nullLogLikelihood, expected.ll_null, T, `${key} null`);
          expectRelative(fit.overall!.statistic, expected.lr_overall.stat, T, `${key} overall`);
          expectRelative(fit.overall!.p, expected.lr_overall.p, T, `${key} overall p`);
          expect(fit.overall!.df).toBe(expected.lr_overall.df);
        }
      }
    });

    it("Firth regression equals logistf, to 1e-6", () => {
      const expected = fixture.r?.firth;
      const logit = fixture.python.logit;
      if (!expected?.coef) return;
      const terms = (expected.names as string[]).slice(1).map((name) => ({
        name,
        values: Float64Array.from(
          fixture.inputs[name],
          (v: number) => (v - logit.means[name]) / logit.sds[name],
        ),
      }));
      const fit = firthRegression({ terms, labels });
      expect(fit.status).toBe("ok");
      const F = 1e-6;
      for (const [j, term] of fit.terms.entries()) {
        expectRelative(term.coefficient, expected.coef[j], F, term.name);
        expectRelative(term.standardError, expected.se[j], F, `${term.name} SE`);
        expectRelative(term.fisherStandardError!, expected.se_fisher[j], F, `${term.name} Fisher SE`);
        expectRelative(term.ci!.lower, expected.ci_profile.lower[j], F, `${term.name} lower`);
        expectRelative(term.ci!.upper, expected.ci_profile.upper[j], F, `${term.name} upper`);
        // logistf takes 1 − a distribution function: it prints 0 for what is below 1e-16.
        expectClose(term.likelihoodRatio!.p, expected.p_plr[j], F, 1e-15, `${term.name} LR p`);
        expectClose(term.p, expected.p_wald[j], F, 1e-15, `${term.name} Wald p`);
      }
      expectRelative(fit.logLikelihood, expected.loglik_penalized[0], F, "log likelihood");
      expectRelative(fit.nullLogLikelihood, expected.loglik_penalized[1], F, "null log likelihood");
    });

    it("DeLong equals pROC", () => {
      const expected = fixture.r?.delong;
      for (const which of ["score", "score2"] as const) {
        const theirs = expected?.[which];
        if (!theirs || theirs.auc === null || theirs.auc === undefined) continue;
        const scores = scoresOf(fixture, which);
        const { variance, auroc: area } = delong(scores, labels);
        expectRelative(area.value, theirs.auc, T, "auc");
        expectClose(variance, theirs.var, T, 1e-18, "variance");
        const clusters = Int32Array.from(labels, (_, i) => i);
        expectClose(
          obuchowski(scores, labels, clusters).variance,
          theirs.var,
          T,
          1e-18,
          "one case a cluster",
        );
        const { interval } = delongInterval(scores, labels);
        if (area.status === "boundary") expect(interval).toBeNull();
        else {
          expectRelative(interval!.lower, theirs.ci95[0], T, "lower");
          expectRelative(interval!.upper, theirs.ci95[1], T, "upper");
        }
      }
      const paired = expected?.paired;
      if (paired && typeof paired.Z === "number") {
        const actual = pairedAurocDifference(scoresOf(fixture), scoresOf(fixture, "score2"), labels);
        expectRelative(actual.statistic, paired.Z, T, "Z");
        expectRelative(actual.p, paired.p_two_sided, T, "p");
        expectRelative(actual.ci!.lower, paired.diff_ci95[0], T, "lower");
        expectRelative(actual.ci!.upper, paired.diff_ci95[1], T, "upper");
      }
    });

    it("unpaired DeLong equals pROC (Welch)", () => {
      for (const [pair, expected] of Object.entries<Fixture>(fixture.r?.delong_unpaired_groups ?? {})) {
        const [a, b] = pair.split("_vs_").map((group) => {
          const rows = (fixture.inputs.group as string[]).flatMap((g, i) => (g === group ? [i] : []));
          return {
            scores: Float64Array.from(rows, (i) => fixture.inputs.score[i]),
            labels: Uint8Array.from(rows, (i) => labels[i]),
          };
        });
        const actual = unpairedAurocDifference(a, b);
        if (typeof expected.D !== "number") {
          expect(actual.p, pair).toBeNull();
          expect(actual.reason, pair).toBeTruthy();
          continue;
        }
        expectRelative(actual.statistic, expected.D, T, pair);
        expectRelative(actual.df!, expected.df, T, pair);
        expectRelative(actual.p, expected.p, T, pair);
      }
    });

    it("bootstrap endpoints lie in the accepted bands, for five seeds", () => {
      const theirs = fixture.python.bootstrap?.metrics;
      if (!theirs) return;
      const names = [
        ["roc_auc", "auroc"],
        ["average_precision", "aupr"],
        ["sensitivity", "sensitivity"],
        ["specificity", "specificity"],
        ["precision", "precision"],
        ["f1", "f1"],
        ["balanced_accuracy", "balancedAccuracy"],
      ] as const;
      for (const seed of [1, 2, 3, 4, 5]) {
        const first = { scores: scoresOf(fixture), threshold: 0.5 };
        const second = { scores: scoresOf(fixture, "score2"), threshold: 0.5 };
        const paired = bootstrapPaired({ labels, first, second, iterations: 5000, seed, stream: name });
        const alone = bootstrapMetrics({ labels, ...first, iterations: 5000, seed, stream: name });
        expect(paired.first.replicates.auroc).toEqual(alone.replicates.auroc);
        const check = (interval: Fixture, expected: Fixture, what: string) => {
          if (!expected) return;
          if (expected.ci95 === null) return expect(interval, what).toBeNull();
          const [low, high] = expected.accept_band_for_B5000;
          const slack = 1e-12;
          expect(interval.lower, what).toBeGreaterThanOrEqual(low[0] - slack);
          expect(interval.lower, what).toBeLessThanOrEqual(low[1] + slack);
          expect(interval.upper, what).toBeGreaterThanOrEqual(high[0] - slack);
          expect(interval.upper, what).toBeLessThanOrEqual(high[1] + slack);
        };
        for (const [key, metric] of names)
          check(alone.intervals[metric].interval, theirs[key], `${metric} seed ${seed}`);
        check(
          paired.difference.intervals.auroc.interval,
          theirs.roc_auc_diff_score_minus_score2,
          `difference ${seed}`,
        );
      }
    });
  });

  it("adjusted p-values equal R's p.adjust", () => {
    for (const { p, ...expected } of oracle("multiplicity_proportions").multiplicity)
      for (const [key, adjust] of [
        ["holm", holm],
        ["hochberg", hochberg],
        ["bh", benjaminiHochberg],
        ["by", benjaminiYekutieli],
      ] as const)
        for (const [i, value] of adjust(p).entries())
          expectClose(value, expected[key][i], T, 0, `${key} ${i}`);
  });

  it("intervals of proportions equal statsmodels", () => {
    for (const { x, n, level, ...expected } of oracle("multiplicity_proportions").proportions) {
      for (const [bounds, { interval }] of [
        [expected.wilson, wilson(x, n, level)],
        [expected.clopper_pearson, clopperPearson(x, n, level)],
      ]) {
        expectClose(interval.lower, bounds[0], T, 1e-15, `${interval.method} ${x}/${n}`);
        expectClose(interval.upper, bounds[1], T, 1e-15, `${interval.method} ${x}/${n}`);
      }
    }
  });
});
