import { describe, expect, it } from "vitest";
import { type DeclaredCriterion, judge } from "../../src/gate/acceptance.js";
import type { Metric } from "../../src/results/schema/metric.js";
import type { StratumResult } from "../../src/results/schema/stratum.js";
import { aurocInterval, clopperPearson } from "../../src/statistics/index.js";

const criterion = (change: Partial<DeclaredCriterion>): DeclaredCriterion => ({
  ...{ stratum: "hard", metric: "sensitivity", judge: "ci", minimum: 10 },
  ...change,
});

/** A stratum with some sensitivity: `tp` of `tp + fn`, 85 negatives. */
function stratum(tp: number, fn: number, change: Partial<StratumResult> = {}): StratumResult {
  const exactCi = clopperPearson(tp, tp + fn).interval;
  const sensitivity: Metric = { value: tp / (tp + fn), status: "ok", ci: null, exactCi };
  return {
    ...{ name: "hard", kind: "declared", cases: tp + fn + 85, positives: tp + fn, negatives: 85 },
    confusion: { tp, fn, fp: 5, tn: 80 },
    metrics: { sensitivity },
    ...change,
  } as unknown as StratumResult;
}

describe("the cases that would decide a criterion", () => {
  it("of a share: those at which its exact interval clears the limit, as many and not fewer", () => {
    const judged = judge(criterion({ atLeast: 0.75 }), stratum(17, 3));
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.needed).toMatchObject({ negatives: null, towards: "pass" });
    const n = judged.needed!.positives!;
    expect(clopperPearson(0.85 * n, n).interval!.lower).toBeGreaterThanOrEqual(0.75);
    expect(clopperPearson(0.85 * (n - 1), n - 1).interval!.lower).toBeLessThan(0.75);
  });

  it("towards a failure where the estimate misses the limit", () => {
    const { needed } = judge(criterion({ atLeast: 0.9 }), stratum(17, 3));
    expect(needed).toMatchObject({ negatives: null, towards: "fail" });
    expect(clopperPearson(0.85 * needed!.positives!, needed!.positives!).interval!.upper).toBeLessThan(0.9);
  });

  it("at most: mirrored", () => {
    expect(judge(criterion({ atMost: 0.95 }), stratum(17, 3)).needed!.towards).toBe("pass");
    expect(judge(criterion({ atMost: 0.75 }), stratum(17, 3)).needed!.towards).toBe("fail");
  });

  it("grow with the design effect where patients repeat", () => {
    const single = judge(criterion({ atLeast: 0.75 }), stratum(17, 3)).needed!.positives!;
    // Twenty fractures worth ten.
    const repeated = stratum(17, 3, { positivePatients: 12, negativePatients: 80 });
    repeated.metrics.sensitivity.exactCi = clopperPearson(8.5, 10).interval;
    expect(judge(criterion({ atLeast: 0.75 }), repeated).needed!.positives).toBe(2 * single);
  });

  it("are none where the estimate is the limit, or a figure is decided", () => {
    expect(judge(criterion({ atLeast: 0.85 }), stratum(17, 3))).not.toHaveProperty("needed");
    expect(judge(criterion({ atLeast: 0.3 }), stratum(17, 3))).not.toHaveProperty("needed");
    expect(judge(criterion({ atLeast: 0.99 }), stratum(17, 3))).not.toHaveProperty("needed");
  });

  it("reach the minimum, also on the estimate alone", () => {
    const few = stratum(8, 1);
    expect(judge(criterion({ atLeast: 0.5, judge: "estimate" }), few).needed).toEqual({
      ...{ positives: 10, negatives: null, towards: "pass" },
    });
    const patients = stratum(17, 3, { positivePatients: 5, negativePatients: 80 });
    expect(judge(criterion({ atLeast: 0.3 }), patients).needed!.positives).toBe(40);
  });

  it("of an AUROC: the same scores that many times over clear the limit, and hardly fewer", () => {
    const scores = [0.9, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.4, 0.3, ...steps(20, 0.02, 0.62)];
    const labels = scores.map((_, i) => (i < 10 ? 1 : 0));
    const times = (k: number) =>
      aurocInterval(
        Float64Array.from({ length: scores.length * k }, (_, i) => scores[i % scores.length]),
        Uint8Array.from({ length: scores.length * k }, (_, i) => labels[i % labels.length]),
      ).interval!;
    const now = times(1);
    const value = 1 / (1 + Math.exp(-(logit(now.lower) + logit(now.upper)) / 2));
    const limit = value - 0.06;
    const auroc = { value, status: "ok", ci: null, exactCi: now };
    const one = stratum(9, 1, { negatives: 20, metrics: { auroc } as unknown as StratumResult["metrics"] });
    const { needed } = judge(criterion({ metric: "auroc", atLeast: limit }), one);
    expect(needed).toMatchObject({ towards: "pass" });
    expect(needed!.negatives! / needed!.positives!).toBeCloseTo(2, 1);
    const k = needed!.positives! / 10;
    expect(times(Math.ceil(k)).lower).toBeGreaterThanOrEqual(limit);
    expect(times(Math.floor(k) - 1).lower).toBeLessThan(limit);
  });

  it("of a perfect AUROC: by the exact bound from disjoint pairs", () => {
    const scores = Float64Array.from([...steps(12, 0.8, 0.95), ...steps(12, 0.1, 0.3)]);
    const exactCi = aurocInterval(
      scores,
      Uint8Array.from(scores, (s) => (s > 0.5 ? 1 : 0)),
    ).interval;
    const auroc = { value: 1, status: "boundary", ci: null, exactCi };
    const one = stratum(12, 0, { negatives: 12, metrics: { auroc } as unknown as StratumResult["metrics"] });
    // 0.025^(1/k) >= 0.9 from k = 36 pairs on.
    expect(judge(criterion({ metric: "auroc", atLeast: 0.9 }), one).needed).toEqual({
      ...{ positives: 36, negatives: 36, towards: "pass" },
    });
  });

  it("of what only the bootstrap bounds: its distance shrinks with the root of the cases", () => {
    const f1 = { value: 0.8, status: "ok", ci: { lower: 0.7, upper: 0.9, level: 0.95, method: "test" } };
    const one = stratum(17, 3, { metrics: { f1 } as unknown as StratumResult["metrics"] });
    expect(judge(criterion({ metric: "f1", atLeast: 0.75 }), one).needed).toEqual({
      ...{ positives: 80, negatives: 340, towards: "pass" },
    });
  });
});

const logit = (p: number) => Math.log(p / (1 - p));
function steps(count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
