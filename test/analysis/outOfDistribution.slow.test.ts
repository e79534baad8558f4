import { expect, it } from "vitest";
import { outOfDistribution } from "../../src/analysis/outOfDistribution.js";
import { madeEnsemble } from "./ensembleCohort.js";

const sets = 500;
/** Of 500 at 5 %: 25 expected if the level is met, more than 35 with a probability of 0.02. */
const mostAlarms = 35;

/**
 * Members disagree alike in both strata, so nothing tells the strata apart. The strata have the paper's sizes and
 * prevalences, or small and equal ones.
 */
it.each([
  ["207 general, 105 hard, prevalence 0.62 and 0.19", [129, 78], [20, 85]],
  ["40 general, 24 hard, prevalence one half", [20, 20], [12, 12]],
] as const)("where nothing is planted, it is silent: %s", (name, general, hard) => {
  let claims = 0;
  let excluding = 0;
  for (let seed = 1; seed <= sets; seed++) {
    const made = { general, hard, members: 9, spread: { general: 0.7, hard: 0.7 }, seed };
    const input = { ...madeEnsemble(made), resampling: { iterations: 100, seed, level: 0.95 } };
    const { verdict, scores } = outOfDistribution(input, 0.5)!;
    if (verdict!.outcome === "yes" || verdict!.outcome === "in-part") claims++;
    const { lower, upper } = scores.variance.auroc.exactCi!;
    if (lower > 0.5 || upper < 0.5) excluding++;
  }
  console.log(`${name}: ${claims} of ${sets} claims, ${excluding} intervals without 0.5`);
  expect(claims).toBeLessThanOrEqual(mostAlarms);
  expect(excluding).toBeLessThanOrEqual(mostAlarms);
  // The interval is no wider than it says: silence is not bought with width.
  expect(excluding).toBeGreaterThanOrEqual(10);
});
