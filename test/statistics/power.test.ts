import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type AurocVariance,
  aurocCasesForMargin,
  aurocCasesForPower,
  aurocDifferenceError,
  aurocHalfWidth,
  aurocLimitShown,
  aurocLossSeen,
  aurocMarginPower,
  aurocMarginShown,
  aurocNeeded,
  aurocPower,
  binormalVariance,
  changePlan,
  discordance,
  exponentialVariance,
  failurePower,
  hanleyMcneilVariance,
  limitShown,
  lossFailing,
  lossSeen,
  marginPower,
  marginShown,
  mcnemarPower,
  proportionPower,
  proportionSampleSize,
  successesNeeded,
  trialsForMargin,
  trialsForPower,
  truthNeeded,
} from "../../src/statistics/index.js";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8"));
const golden = read("power");
const fromR = read("aurocVariance");

describe("power of a proportion", () => {
  it.each(golden.proportions)("equals SciPy's binomial and beta: %o", (one) => {
    const { truth, limit, n, level } = one;
    expect(successesNeeded(limit, n, { level })).toBe(one.needed);
    expect(proportionPower(truth, limit, n, { level })).toBeCloseTo(one.power, 11);
    expect(limitShown(truth, n, 0.8, level)).toBeCloseTo(one.shown, 11);
  });

  // Attribute sampling: 95 % reliability with 95 % confidence takes 59, 93, 124, 153 and 181 trials with 0 … 4
  // failures (Wilks, Annals of Mathematical Statistics 12, 1941; tabulated in every guide to it).
  it.each([
    [59, 0],
    [93, 1],
    [124, 2],
    [153, 3],
    [181, 4],
  ])("has the published 95/95 sample of %i with %i failures", (n, failures) => {
    const oneSided = { level: 0.9 };
    expect(successesNeeded(0.95, n, oneSided)).toBe(n - failures);
    expect(successesNeeded(0.95, n - 1, oneSided)).toBe(failures === 0 ? null : n - failures);
  });

  it("is enough at the number of trials, and from there on, and not just below", () => {
    for (const [truth, limit] of [
      [0.92, 0.85],
      [0.99, 0.9],
      [0.7, 0.5],
    ] as const) {
      const n = trialsForPower(truth, limit, 0.8, { level: 0.95 })!;
      const at = (trials: number) => proportionPower(truth, limit, trials, { level: 0.95 });
      expect(at(n - 1)).toBeLessThan(0.8);
      for (let more = 0; more < 200; more++) expect(at(n + more)).toBeGreaterThanOrEqual(0.8);
    }
    expect(trialsForPower(0.85, 0.85, 0.8, { level: 0.95 })).toBeNull();
  });

  it("is the power at the least true value that is said to be needed", () => {
    const truth = truthNeeded(0.8, 60, 0.8, { level: 0.95 })!;
    expect(proportionPower(truth, 0.8, 60, { level: 0.95 })).toBeCloseTo(0.8, 10);
    expect(truthNeeded(0.85, 20, 0.8, { level: 0.95 })).toBeNull();
  });

  it("needs the estimate alone to reach the limit where that is judged", () => {
    expect(successesNeeded(0.85, 20, "estimate")).toBe(17);
    expect(proportionPower(0.85, 0.85, 20, "estimate")).toBeGreaterThan(0.5);
  });
});

describe("a proportion as statsmodels has it", () => {
  it.each(golden.exact)("passes where the exact test rejects: %o", ({ limit, n, needed }) => {
    expect(successesNeeded(limit, n, { level: 0.95 })).toBe(needed);
  });

  it.each(golden.widths)("takes as many cases for an interval: %o", ({ share, half, n }) => {
    expect(proportionSampleSize(share, half)).toBe(n);
  });
});

describe("power of two models on the same cases", () => {
  // Connor, Biometrics 43 (1987), approximates the test without continuity correction; the exact one rejects less.
  it.each(golden.mcnemar)("is a little below 0.8 at Connor's number of pairs: %o", ({
    gained,
    lost,
    pairs,
  }) => {
    const power = mcnemarPower({ gained, lost }, pairs, 0.95);
    expect(power).toBeLessThan(0.8);
    expect(power).toBeGreaterThan(0.7);
  });

  it("has the least margin and the least failing loss that it says", () => {
    const same = discordance(0.9, 0, 0.5);
    const margin = marginShown(same, 120, 0.8, 0.95, 0.25)!;
    expect(marginPower(same, 120, margin, 0.95, 0.25)).toBeGreaterThanOrEqual(0.8);
    expect(marginPower(same, 120, margin - 2e-5, 0.95, 0.25)).toBeLessThan(0.8);
    const loss = lossFailing({ first: 0.9, correlation: 0.5, trials: 120, margin: 0.02 }, 0.8, 0.95, 0.25)!;
    expect(failurePower(discordance(0.9, -loss, 0.5), 120, 0.02, 0.95, 0.25)).toBeCloseTo(0.8, 3);
  });

  it.each(golden.paired)("equals the sum over all tables: %o", (one) => {
    const shares = discordance(one.first, one.change, one.correlation);
    expect(shares.gained).toBeCloseTo(one.gained, 12);
    expect(shares.lost).toBeCloseTo(one.lost, 12);
    expect(mcnemarPower(shares, one.n, one.level)).toBeCloseTo(one.mcnemar, 9);
    expect(marginPower(shares, one.n, one.margin, one.level)).toBeCloseTo(one.within, 9);
    expect(failurePower(shares, one.n, one.margin, one.level)).toBeCloseTo(one.failing, 9);
  });

  it("has the loss that it says it sees, and the cases that a margin takes", () => {
    const loss = lossSeen(0.9, 0.5, 150, 0.8, 0.95)!;
    expect(mcnemarPower(discordance(0.9, -loss, 0.5), 150, 0.95)).toBeCloseTo(0.8, 3);
    expect(lossSeen(0.9, 0.5, 5, 0.8, 0.95)).toBeNull();
    const same = discordance(0.9, 0, 0.5);
    const n = trialsForMargin(same, 0.1, 0.8, 0.95)!;
    expect(marginPower(same, n - 1, 0.1, 0.95)).toBeLessThan(0.8);
    expect(marginPower(same, n, 0.1, 0.95)).toBeGreaterThanOrEqual(0.8);
  });

  it("takes the nearest correlation that two shares can have", () => {
    expect(discordance(0.9, -0.3, 0.99)).toEqual({ gained: 0, lost: expect.closeTo(0.3, 12) });
    expect(discordance(1, -0.2, 0.5)).toEqual({ gained: 0, lost: 0.2 });
  });
});

const variances: Record<string, AurocVariance> = {
  "hanley-mcneil": exponentialVariance,
  binormal: binormalVariance,
};

describe("variance of an AUROC", () => {
  // Hanley & McNeil, Radiology 143 (1982): 58 normal and 51 abnormal, area 0.893, standard error 0.032.
  it("has the published standard error", () => {
    expect(Math.abs(Math.sqrt(hanleyMcneilVariance(0.893, 51, 58)) - 0.032)).toBeLessThan(0.001);
  });

  it.each(golden.grid)("equals the formula, integrated by SciPy: %o", (one) => {
    const variance = variances[one.formula](one.auroc, one);
    expect(variance / one.variance).toBeCloseTo(1, 9);
  });

  it.each(fromR)("is what pROC's DeLong variance of normal scores comes to: %o", (one) => {
    const { auroc, positives, negatives } = one;
    const variance = binormalVariance(auroc, one);
    const [spread, pairs] = [auroc * (1 - auroc), positives * negatives];
    // DeLong's estimate is that much above the variance, on average: half a percent to two here.
    const shared = (variance * pairs - spread) / (positives + negatives - 2);
    const delong = variance + (spread - 2 * shared) / pairs;
    expect(Math.abs(delong - one.variance)).toBeLessThan(3 * one.error);
    const paired = { auroc: one.auroc, change: 0, correlation: one.correlation, level: 0.95 };
    const error = aurocDifferenceError({ ...paired, variance: binormalVariance }, one);
    expect(Math.abs(error ** 2 - one.ofDifference)).toBeLessThan(3 * one.errorOfDifference);
    // The approximation behind pROC's power.roc.test is larger.
    expect(one.obuchowski).toBeGreaterThan(1.1 * one.variance);
  });
});

describe("power of an AUROC", () => {
  it.each(golden.aurocs)("against a limit equals SciPy's on the logit scale: %o", (one) => {
    const plan = { sizes: one, variance: variances[one.formula] };
    expect(aurocPower(one.truth, one.limit, { level: one.level }, plan)).toBeCloseTo(one.power, 9);
    expect(aurocLimitShown(one.truth, 0.8, one.level, plan)).toBeCloseTo(one.shown, 9);
    expect(aurocHalfWidth(one.truth, one, one.level, plan.variance)).toBeCloseTo(one.half, 9);
  });

  it("is the power that cases needed and the least true value are said to have", () => {
    const judged = { level: 0.95 };
    const sizes = aurocCasesForPower(0.97, 0.9, 0.8, 2, judged, binormalVariance)!;
    const at = (positives: number) =>
      aurocPower(0.97, 0.9, judged, {
        sizes: { positives, negatives: 2 * positives },
        variance: binormalVariance,
      });
    expect(at(sizes.positives)).toBeGreaterThanOrEqual(0.8);
    expect(at(sizes.positives - 1)).toBeLessThan(0.8);
    const plan = { sizes: { positives: 60, negatives: 90 }, variance: binormalVariance };
    const truth = aurocNeeded(0.85, 0.8, judged, plan)!;
    expect(aurocPower(truth, 0.85, judged, plan)).toBeGreaterThanOrEqual(0.8);
    expect(aurocPower(truth - 1e-4, 0.85, judged, plan)).toBeLessThan(0.8);
    expect(aurocPower(0.9, aurocLimitShown(0.9, 0.8, 0.95, plan), judged, plan)).toBeCloseTo(0.8, 6);
    expect(aurocCasesForPower(0.9, 0.9, 0.8, 1, judged, binormalVariance)).toBeNull();
  });

  it("stays cautious where no estimate below 1 passes by the formula", () => {
    const plan = { sizes: { positives: 20, negatives: 40 }, variance: exponentialVariance };
    const power = aurocPower(0.95, 0.85, { level: 0.95 }, plan);
    // Simulated with exponential scores: 0.424.
    expect(power).toBeGreaterThan(0.3);
    expect(power).toBeLessThan(0.424);
  });

  it.each(golden.pairs)("of two models equals SciPy's: %o", (one) => {
    const { auroc, correlation, margin } = one;
    const paired = { auroc, correlation, level: 0.95, variance: variances[one.formula] };
    expect(aurocMarginPower({ ...paired, change: 0 }, margin, one)).toBeCloseTo(one.power, 9);
    expect(aurocLossSeen(paired, 0, 0.8, one)).toBeCloseTo(one.loss, 8);
  });
});

describe("what a comparison says that it could have seen", () => {
  it("is what plan says of an AUROC with the standard error observed", () => {
    const sizes = { positives: 40, negatives: 90 };
    const standardError = 0.013;
    // Two alike, uncorrelated, so that the difference has the standard error at 40 and 90.
    const variance: AurocVariance = (_, { positives }) => (standardError ** 2 / 2) * (40 / positives);
    const paired = { auroc: 0.9, correlation: 0, level: 0.95, variance };
    const spread = { gain: -0.01, standardError, unseen: 0.5 / 40, units: 40 };
    const could = changePlan(spread, 0.05, 0.95);
    expect(aurocMarginShown(paired, 0.8, sizes)).toBeCloseTo(could.margin80, 12);
    expect(aurocLossSeen(paired, 0.05, 0.8, sizes)).toBeCloseTo(could.loss80, 6);
    const needed = aurocCasesForMargin({ ...paired, change: 0 }, 0.05, 0.8, 90 / 40)!;
    expect(needed.positives).toBe(Math.ceil(40 * could.times!));
  });

  // The comparison has the normal approximation at what was observed, plan the sum over all tables.
  it.each([
    [0.9, 0.7, 60, 0.1],
    [0.9, 0.7, 200, 0.05],
    [0.85, 0.5, 400, 0.05],
  ])("is near to what plan says of a share of %f, correlation %f, n %i, margin %f", (first, phi, trials, margin) => {
    const shares = discordance(first, 0, phi);
    const standardError = Math.sqrt((shares.gained + shares.lost) / trials);
    const could = changePlan({ gain: 0, standardError, unseen: 1 / trials, units: trials }, margin, 0.95);
    const shown = marginShown(shares, trials, 0.8, 0.95, 0.25)!;
    expect(Math.abs(shown / could.margin80 - 1)).toBeLessThan(0.15);
    const loss = lossFailing({ first, correlation: phi, trials, margin }, 0.8, 0.95, 0.25)!;
    expect(loss / could.loss80).toBeGreaterThan(0.85);
    expect(loss / could.loss80).toBeLessThan(1.3);
    const cases = trialsForMargin(shares, margin, 0.8, 0.95, 0.25)!;
    expect(Math.abs(cases / (trials * could.times!) - 1)).toBeLessThan(0.25);
  });
});
