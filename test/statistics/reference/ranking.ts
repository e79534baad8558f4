import { expect, it } from "vitest";
import {
  auroc,
  averagePrecision,
  clopperPearson,
  confusionCounts,
  f1MaxThresholds,
  fprAt95Tpr,
  partialAuroc,
  precisionRecallTrapezoid,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
  thresholdMetrics,
  wilson,
  youdenThresholds,
} from "../../../src/statistics/index.js";
import { expectClose, expectEstimate, T } from "../agreement.js";
import { type Fixture, labelsOf, scoresOf } from "../oracle.js";

const METRICS = [
  ["sensitivity", "sensitivity"],
  ["specificity", "specificity"],
  ["precision", "precision"],
  ["npv", "npv"],
  ["accuracy", "accuracy"],
  ["f1", "f1"],
  ["balanced_accuracy", "balancedAccuracy"],
] as const;

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

/** Checks of ranking and threshold metrics against a fixture. */
export function rankingChecks(fixture: Fixture): void {
  const labels = fixture ? labelsOf(fixture) : new Uint8Array(0);

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
}
