import { expect, it } from "vitest";
import {
  binomialMass,
  changeInterval,
  changePlan,
  lossBeyond,
  normalQuantile,
  pairedDifferenceBelow,
  pairedDifferenceInterval,
  studentTQuantile,
} from "../../src/statistics/index.js";

const spread = { gain: -0.01, standardError: 0.02, unseen: 0.005, units: 40 };

it("the lower bound solves the score equation, the upper one is Student's t", () => {
  const { lower, upper } = changeInterval(spread, 0.95, "m");
  const x = spread.gain - lower;
  const z = normalQuantile(0.975);
  expect(x * x).toBeCloseTo(z * z * (spread.standardError ** 2 + spread.unseen * x), 12);
  expect(upper).toBeCloseTo(-0.01 + studentTQuantile(0.975, 39) * 0.02, 12);
});

it("with lumps alone it is the score interval of a Poisson count", () => {
  // Of k = 0 in 100 trials: (0 − λ)² = z² λ, so λ = z².
  const { lower } = changeInterval({ gain: 0, standardError: 0, unseen: 0.01, units: 100 }, 0.95, "m");
  expect(lower).toBeCloseTo(-(normalQuantile(0.975) ** 2) / 100, 12);
});

it("p of a loss beyond the margin agrees with the upper bound", () => {
  const { upper } = changeInterval(spread, 0.95, "m");
  expect(lossBeyond(spread, -upper)).toBeCloseTo(0.025, 10);
});

it("a model without change passes the planned margin, and as many cases as planned suffice", () => {
  const { margin80, times } = changePlan({ ...spread, gain: 0 }, 0.03, 0.95);
  expect(changePlan({ ...spread, gain: 0 }, margin80, 0.95).times).toBeCloseTo(1, 6);
  const more = { ...spread, standardError: 0.02 / Math.sqrt(times!), unseen: 0.005 / times! };
  expect(changePlan(more, 0.03, 0.95).margin80).toBeCloseTo(0.03, 8);
  expect(changePlan(spread, 0, 0.95).times).toBeNull();
});

it("Tango's p agrees with the interval's upper bound", () => {
  const counts = { firstOnly: 2, secondOnly: 11, trials: 40 };
  const { interval } = pairedDifferenceInterval(counts, 0.95, 0.25);
  expect(pairedDifferenceBelow(counts, interval!.upper, 0.25)).toBeCloseTo(0.025, 8);
  expect(pairedDifferenceBelow({ firstOnly: 0, secondOnly: 0, trials: 20 }, 0, 0.25)).toBe(1);
});

it("a true loss at the margin passes Tango's bound at most 2.5 % of the time: exact sums over all outcomes", () => {
  for (const n of [10, 15, 20, 30, 50])
    for (const margin of [0.05, 0.1, 0.2]) {
      let worst = 0;
      for (let gained = 0; gained <= 0.15; gained += 0.025)
        worst = Math.max(worst, passing(n, margin, gained));
      expect(worst, `n ${n}, margin ${margin}`).toBeLessThanOrEqual(0.025);
    }
});

/** The chance of a pass where a share is gained and a share more by the margin is lost. */
function passing(n: number, margin: number, gained: number): number {
  const lost = gained + margin;
  let chance = 0;
  for (let b = 0; b <= n; b++)
    for (let c = 0; b + c <= n; c++) {
      if (b - c < -margin * n) continue;
      const { interval } = pairedDifferenceInterval({ firstOnly: b, secondOnly: c, trials: n }, 0.95, 0.25);
      if (interval!.lower <= -margin) continue;
      chance += binomialMass(b + c, n, gained + lost) * binomialMass(b, b + c, gained / (gained + lost));
    }
  return chance;
}
