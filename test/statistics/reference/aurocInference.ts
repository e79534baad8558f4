import { expect, it } from "vitest";
import { jackknife } from "../../../src/statistics/bootstrap/jackknife.js";
import { bootstrapPlan } from "../../../src/statistics/bootstrap/plan.js";
import {
  bcaInterval,
  delong,
  delongInterval,
  obuchowski,
  pairedAurocDifference,
  unpairedAurocDifference,
} from "../../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "../agreement.js";
import { type Fixture, labelsOf, scoresOf } from "../oracle.js";

/** Checks of DeLong's inference against a fixture. */
export function aurocInferenceChecks(fixture: Fixture): void {
  const labels = fixture ? labelsOf(fixture) : new Uint8Array(0);

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
      expectClose(obuchowski(scores, labels, clusters).variance, theirs.var, T, 1e-18, "one case a cluster");
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
      const each = Int32Array.from(labels, (_, i) => i);
      const clustered = pairedAurocDifference(
        scoresOf(fixture),
        scoresOf(fixture, "score2"),
        labels,
        0.95,
        each,
      );
      expectRelative(clustered.statistic, paired.Z, T, "Z, one case a cluster");
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

  it("Obuchowski's variance equals its definition summed over all pairs", () => {
    const expected = fixture.python.obuchowski;
    if (!expected) return;
    const { variance } = obuchowski(scoresOf(fixture), labels, Int32Array.from(expected.clusters));
    expectClose(variance, expected.var, T, 1e-18, "clustered variance");
  });

  it("the BCa interval equals SciPy's on the same replicates", () => {
    const expected = fixture.python.bca;
    if (!expected) return;
    const scores = scoresOf(fixture);
    const { whole, groups } = jackknife(bootstrapPlan([{ scores, labels, threshold: 0.5 }]));
    const replicates = Float64Array.from(expected.replicates);
    const left = groups.map(([aurocs]) => aurocs);
    const { interval } = bcaInterval(replicates, whole[0][0], left, 0.95, "");
    expectRelative(interval!.lower, expected.interval[0], T, "lower");
    expectRelative(interval!.upper, expected.interval[1], T, "upper");
  });
}
