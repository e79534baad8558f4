import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  clusteredKappa,
  cohenKappa,
  effectivePairs,
  mcnemarExact,
  pairedDifferenceInterval,
  signFlipTest,
} from "../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "./agreement.js";

const golden = JSON.parse(readFileSync(new URL("golden/paired.json", import.meta.url), "utf8"));

describe("Tango's interval of a difference of paired proportions", () => {
  // The reference maximises the likelihood numerically, which is what limits the agreement.
  it.each(golden.intervals)("$b and $c of $n at $level", ({ b, c, n, level, lower, upper }) => {
    const { interval } = pairedDifferenceInterval({ firstOnly: b, secondOnly: c, trials: n }, level);
    expectClose(interval!.lower, lower, 1e-7, 1e-8, "lower");
    expectClose(interval!.upper, upper, 1e-7, 1e-8, "upper");
  });

  it("swapping the sides mirrors it, and no discordant pair leaves it a width", () => {
    const there = pairedDifferenceInterval({ firstOnly: 9, secondOnly: 2, trials: 40 }).interval!;
    const back = pairedDifferenceInterval({ firstOnly: 2, secondOnly: 9, trials: 40 }).interval!;
    expect(there.lower).toBeCloseTo(-back.upper, 13);
    expect(there.upper).toBeCloseTo(-back.lower, 13);
    const none = pairedDifferenceInterval({ firstOnly: 0, secondOnly: 0, trials: 20 }).interval!;
    expect(none.upper).toBeCloseTo(3.841458820694124 / (20 + 3.841458820694124), 12);
    expect(none.lower).toBe(-none.upper);
  });

  it("reaches the ends of its range, and is missing without pairs", () => {
    const all = pairedDifferenceInterval({ firstOnly: 5, secondOnly: 0, trials: 5 }).interval!;
    expect(all.upper).toBe(1);
    expect(all.lower).toBeLessThan(1);
    expect(pairedDifferenceInterval({ firstOnly: 0, secondOnly: 0, trials: 0 })).toMatchObject({
      interval: null,
      reason: "no cases that both have",
    });
    expect(() => pairedDifferenceInterval({ firstOnly: 3, secondOnly: 3, trials: 5 })).toThrow(RangeError);
  });
});

describe("the sign-flip test", () => {
  it.each(golden.signFlips)("of $sums counts every combination of signs", ({ sums, p }) => {
    expectRelative(signFlipTest(sums), p, T);
  });

  it.each(golden.mcnemar)("is McNemar's exact test for one case a patient: $b against $c, as R", ({
    b,
    c,
    p,
  }) => {
    expectRelative(signFlipTest([...new Array(b).fill(1), ...new Array(c).fill(-1), 0, 0]), p, T);
    expectRelative(mcnemarExact(b, c).p, p, T);
  });

  it("stays above 0 with thousands of patients, and is quick", () => {
    const sums = Array.from({ length: 20_000 }, (_, i) => (i % 3) + 1);
    expect(signFlipTest(sums)).toBeLessThan(1e-100);
    const balanced = Array.from({ length: 20_000 }, (_, i) => ((i % 3) + 1) * (i % 2 === 0 ? 1 : -1));
    expect(signFlipTest(balanced)).toBeGreaterThan(0.9);
  });
});

describe("cases that come in clusters", () => {
  const { first, second, patients, kappas } = golden.clustered;
  const clusters = Int32Array.from(patients);

  it.each(kappas)("kappa with $weights weights, $categories categories: SE as differentiated numerically", ({
    weights,
    categories,
    kappa,
    se,
  }) => {
    const cut = (rating: number[]) => (categories === 2 ? rating.map((r) => (r > 0 ? 1 : 0)) : rating);
    const found = clusteredKappa(cut(first), cut(second), categories, clusters, weights);
    expectRelative(found.kappa.value, kappa, T);
    expectRelative(found.standardError, se, 1e-6);
    expect(found.ci!.lower).toBeLessThan(kappa);
  });

  it("kappa with one case a patient has the plain standard error, times √(n / (n − 1))", () => {
    const [a, b] = [Uint8Array.of(0, 0, 1, 1, 1, 0, 1), Uint8Array.of(0, 1, 1, 1, 0, 0, 1)];
    const alone = Int32Array.from(a, (_, i) => i);
    const plain = cohenKappa(
      [
        [2, 1],
        [1, 3],
      ],
      "quadratic",
    );
    const found = clusteredKappa(a, b, 2, alone, "quadratic");
    expectRelative(found.standardError, plain.standardError! * Math.sqrt(7 / 6), T);
  });

  it("effective pairs are what statsmodels' cluster-robust variance says", () => {
    const { differences, size, trials } = golden.effectivePairs;
    expectRelative(effectivePairs(Int8Array.from(differences), clusters), size, T);
    expect(size).toBeLessThan(trials);
    expect(effectivePairs(new Int8Array(trials), clusters)).toBe(40);
  });
});
