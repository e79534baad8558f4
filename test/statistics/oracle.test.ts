import { describe, expect, it } from "vitest";
import {
  auroc,
  averagePrecision,
  benjaminiHochberg,
  benjaminiYekutieli,
  bootstrapMetrics,
  bootstrapPaired,
  brier,
  clopperPearson,
  confusionCounts,
  delong,
  delongInterval,
  type Estimate,
  hochberg,
  holm,
  obuchowski,
  pairedAurocDifference,
  precisionRecallTrapezoid,
  thresholdMetrics,
  unpairedAurocDifference,
  wilson,
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

/** Null exactly where the oracle is null, else equal to 1e-9 relative. */
function expectEstimate(actual: Estimate, expected: number | null, what: string): void {
  if (expected === null) {
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

    it("Brier score equals scikit-learn", () => {
      expectRelative(brier(scoresOf(fixture), labels).value, fixture.python.calibration.brier, T);
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
