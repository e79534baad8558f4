import { describe, expect, it } from "vitest";
import { normalTwoSided } from "../../src/statistics/distributions/normal.js";
import { normalQuantile } from "../../src/statistics/index.js";
import { invertInterval } from "../../src/statistics/invertInterval.js";
import { proportionDifferenceInterval } from "../../src/statistics/proportionDifference.js";

describe("Newcombe's interval of a difference of proportions", () => {
  // Newcombe 1998, table II, method 10, cases a, b, d, e, g: printed to four decimals.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])("%d/%d - %d/%d as published", (a, m, b, n, lower, upper) => {
    const { interval } = proportionDifferenceInterval(
      { successes: a, trials: m },
      { successes: b, trials: n },
    );
    expect(interval!.lower).toBeCloseTo(lower, 4);
    expect(interval!.upper).toBeCloseTo(upper, 4);
  });

  it("swapping the sides mirrors it", () => {
    const a = { successes: 19, trials: 20 };
    const b = { successes: 122, trials: 129 };
    const there = proportionDifferenceInterval(a, b).interval!;
    const back = proportionDifferenceInterval(b, a).interval!;
    expect(there.lower).toBeCloseTo(-back.upper, 14);
    expect(there.upper).toBeCloseTo(-back.lower, 14);
  });

  it("is missing, with the reason, without cases", () => {
    const none = proportionDifferenceInterval({ successes: 0, trials: 0 }, { successes: 1, trials: 2 });
    expect(none).toEqual({ interval: null, reason: "no cases on one side" });
  });
});

describe("the p-value of an interval procedure", () => {
  const normalInterval = (z: number) => (level: number) => {
    const half = -normalQuantile((1 - level) / 2);
    return { lower: z - half, upper: z + half, level, method: "normal" };
  };

  it.each([0.3, 1.96, -2.5, 6])("is the normal test's for a normal interval, z = %d", (z) => {
    expect(invertInterval(normalInterval(z))! / normalTwoSided(z)).toBeCloseTo(1, 6);
  });

  it("is null without an interval, 1 at the null value, and never below 1e-12", () => {
    expect(invertInterval(() => null)).toBeNull();
    expect(invertInterval(normalInterval(0))).toBe(1);
    expect(invertInterval(normalInterval(20))).toBeCloseTo(1e-12, 20);
  });
});
