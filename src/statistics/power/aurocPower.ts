import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { type ClassSizes, hanleyMcneilVariance } from "../sampleSize.js";
import type { JudgedOn } from "./proportionPower.js";
import { smallestLasting } from "./smallestLasting.js";

/*
 * Power of an AUROC against a limit, as aurocInterval judges it: normal on the logit scale, with Hanley &
 * McNeil's variance (Radiology 143, 1982) at the true value, since there are no scores yet. Approximate:
 * docs/plan.md has the simulated error.
 */

const logit = (share: number) => Math.log(share / (1 - share));
const quantile = (judged: JudgedOn) => (judged === "estimate" ? 0 : -normalQuantile((1 - judged.level) / 2));

/** Standard error of logit AUROC. */
function logitError(auroc: number, { positives, negatives }: ClassSizes): number {
  return Math.sqrt(hanleyMcneilVariance(auroc, positives, negatives)) / (auroc * (1 - auroc));
}

/** The chance that an AUROC is shown to be at least the limit. */
export function aurocPower(truth: number, limit: number, sizes: ClassSizes, judged: JudgedOn): number {
  return normalCdf((logit(truth) - logit(limit)) / logitError(truth, sizes) - quantile(judged));
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
): ClassSizes | null {
  if (truth <= limit) return null;
  const sizes = (positives: number) => ({ positives, negatives: Math.ceil(positives * ratio) });
  const positives = smallestLasting((n) => aurocPower(truth, limit, sizes(n), judged) >= power, 0);
  return positives === null ? null : sizes(positives);
}

/** The highest limit that an AUROC is shown to reach with the power. */
export function aurocLimitShown(truth: number, sizes: ClassSizes, power: number, level: number): number {
  const distance = (quantile({ level }) + normalQuantile(power)) * logitError(truth, sizes);
  return 1 / (1 + Math.exp(distance - logit(truth)));
}

/** The least true AUROC (to 0.0001) that is shown to be at least the limit with the power; null where none is. */
export function aurocNeeded(
  limit: number,
  sizes: ClassSizes,
  power: number,
  judged: JudgedOn,
): number | null {
  // Near 1 the error on the logit scale grows without end, so that the power falls again: no bisection.
  for (let k = Math.floor(limit * 1e4) + 1; k < 1e4; k++)
    if (aurocPower(k / 1e4, limit, sizes, judged) >= power) return k / 1e4;
  return null;
}
