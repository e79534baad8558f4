import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  aurocLimitShown,
  aurocLossSeen,
  aurocMarginPower,
  aurocPower,
  discordance,
  hanleyMcneilVariance,
  limitShown,
  lossSeen,
  marginPower,
  mcnemarPower,
  proportionPower,
  successesNeeded,
  trialsForMargin,
  trialsForPower,
  truthNeeded,
} from "../../src/statistics/index.js";

const golden = JSON.parse(readFileSync(new URL("golden/power.json", import.meta.url), "utf8"));

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

describe("power of two models on the same cases", () => {
  it.each(golden.paired)("equals the sum over all tables: %o", (one) => {
    const shares = discordance(one.first, one.change, one.correlation);
    expect(shares.gained).toBeCloseTo(one.gained, 12);
    expect(shares.lost).toBeCloseTo(one.lost, 12);
    expect(mcnemarPower(shares, one.n, one.level)).toBeCloseTo(one.mcnemar, 9);
    expect(marginPower(shares, one.n, one.margin, one.level)).toBeCloseTo(one.within, 9);
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

describe("power of an AUROC", () => {
  // Hanley & McNeil, Radiology 143 (1982): 58 normal and 51 abnormal, area 0.893, standard error 0.032.
  it("has the published standard error", () => {
    expect(Math.abs(Math.sqrt(hanleyMcneilVariance(0.893, 51, 58)) - 0.032)).toBeLessThan(0.001);
  });

  it.each(
    golden.aurocs,
  )("against a limit equals Hanley and McNeil's on the logit scale in SciPy: %o", (one) => {
    expect(aurocPower(one.truth, one.limit, one, { level: one.level })).toBeCloseTo(one.power, 11);
    expect(aurocLimitShown(one.truth, one, 0.8, one.level)).toBeCloseTo(one.shown, 11);
  });

  it.each(golden.pairs)("of two models equals SciPy's: %o", (one) => {
    const paired = { auroc: one.auroc, correlation: one.correlation, level: 0.95 };
    expect(aurocMarginPower({ ...paired, change: 0 }, one.margin, one)).toBeCloseTo(one.power, 11);
    expect(aurocLossSeen(paired, 0, 0.8, one)).toBeCloseTo(one.loss, 8);
  });
});
