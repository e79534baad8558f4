import { normalCdf, normalQuantile } from "../distributions/normal.js";
import type { ClassSizes } from "../sampleSize.js";
import type { AurocVariance } from "./aurocVariance.js";
import type { JudgedOn } from "./proportionPower.js";
import { smallestLasting } from "./smallestLasting.js";

/*
 * Power of an AUROC against a limit, as aurocInterval judges it. The estimate passes from the one on whose own
 * lower bound, on the logit scale with the variance at that estimate, reaches the limit: not the variance at the
 * true value, since a low estimate comes with a wide interval, a high one with a narrow one. The estimate is
 * normal on the logit scale with the variance at the true value. Where few cases have no such estimate by the
 * formula (near 1 it grows faster than a real one), the variance at the true value stands for both; cautious.
 * docs/plan.md has the simulated error.
 */

const logit = (share: number) => Math.log(share / (1 - share));
const expit = (x: number) => 1 / (1 + Math.exp(-x));
const quantile = (level: number) => -normalQuantile((1 - level) / 2);

/** What an AUROC is planned with. */
export interface AurocPlan {
  readonly sizes: ClassSizes;
  readonly variance: AurocVariance;
}

/** Standard error of logit AUROC. */
const logitError = (auroc: number, { sizes, variance }: AurocPlan): number =>
  Math.sqrt(variance(auroc, sizes)) / (auroc * (1 - auroc));

/** On the logit scale. */
const lowerBound = (auroc: number, level: number, plan: AurocPlan) =>
  logit(auroc) - quantile(level) * logitError(auroc, plan);

/** The chance that an AUROC is shown to be at least the limit. */
export function aurocPower(truth: number, limit: number, judged: JudgedOn, plan: AurocPlan): number {
  return passed(truth, leastPassing(limit, judged, plan), limit, judged, plan);
}

/**
 * The cases from which on an AUROC is shown to be at least the limit with the power.
 * @param ratio negatives a positive; kept
 * @returns null where a million don't suffice, as where the truth doesn't exceed the limit
 */
export function aurocCasesForPower(
  truth: number,
  limit: number,
  power: number,
  ratio: number,
  judged: JudgedOn,
  variance: AurocVariance,
): ClassSizes | null {
  if (truth <= limit) return null;
  const sizes = (positives: number) => ({ positives, negatives: Math.ceil(positives * ratio) });
  const suffices = (n: number) => aurocPower(truth, limit, judged, { sizes: sizes(n), variance }) >= power;
  const positives = smallestLasting(suffices, 0);
  return positives === null ? null : sizes(positives);
}

/** The highest limit that an AUROC is shown to reach with the power. */
export function aurocLimitShown(truth: number, power: number, level: number, plan: AurocPlan): number {
  const estimate = expit(logit(truth) - normalQuantile(power) * logitError(truth, plan));
  return expit(lowerBound(estimate, level, plan));
}

/** The least true AUROC (to 0.0001) that is shown to be at least the limit with the power; null where none is. */
export function aurocNeeded(limit: number, power: number, judged: JudgedOn, plan: AurocPlan): number | null {
  const passing = leastPassing(limit, judged, plan);
  // Near 1 the error on the logit scale grows without end, so that the power falls again: no bisection.
  for (let k = Math.floor(limit * 1e4) + 1; k < 1e4; k++)
    if (passed(k / 1e4, passing, limit, judged, plan) >= power) return k / 1e4;
  return null;
}

/**
 * P(the estimate passes).
 * @param passing the logit of the least estimate that does
 */
function passed(
  truth: number,
  passing: number | null,
  limit: number,
  judged: JudgedOn,
  plan: AurocPlan,
): number {
  const error = logitError(truth, plan);
  if (passing !== null) return normalCdf((logit(truth) - passing) / error);
  const z = judged === "estimate" ? 0 : quantile(judged.level);
  return normalCdf((logit(truth) - logit(limit)) / error - z);
}

/** The logit of the least estimate whose lower bound reaches the limit; null where none below 1 − 1/n⁺n⁻ does. */
function leastPassing(limit: number, judged: JudgedOn, plan: AurocPlan): number | null {
  if (judged === "estimate") return logit(limit);
  const passes = (x: number) => lowerBound(expit(x), judged.level, plan) >= logit(limit);
  const last = Math.log(Math.max(1, plan.sizes.positives * plan.sizes.negatives - 1));
  const step = 0.05;
  let high = logit(limit);
  // The bound rises with the estimate at first and may fall again near 1: no bisection over all.
  while (!passes(high)) {
    if (high >= last) return null;
    high = Math.min(last, high + step);
  }
  let low = high - step;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
