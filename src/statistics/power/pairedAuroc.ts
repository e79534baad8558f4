import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { type ClassSizes, hanleyMcneilVariance } from "../sampleSize.js";
import { smallestLasting } from "./smallestLasting.js";

/** Two models on the same cases. */
export interface PairedAurocs {
  readonly auroc: number;
  /** Of the second model minus the first; negative: a loss. */
  readonly change: number;
  /** Of the two AUROCs over samples (Hanley & McNeil, Radiology 148, 1983); in (−1, 1). */
  readonly correlation: number;
  readonly level: number;
}

/** Standard error of the difference, with Hanley & McNeil's variances. */
export function aurocDifferenceError(
  { auroc, change, correlation }: PairedAurocs,
  { positives, negatives }: ClassSizes,
): number {
  const first = hanleyMcneilVariance(auroc, positives, negatives);
  const second = hanleyMcneilVariance(auroc + change, positives, negatives);
  return Math.sqrt(first + second - 2 * correlation * Math.sqrt(first * second));
}

/**
 * The chance that the second model is shown not to be worse by more than the margin: the lower bound of the
 * difference's interval (DeLong) lies above −margin.
 */
export function aurocMarginPower(paired: PairedAurocs, margin: number, sizes: ClassSizes): number {
  const z = -normalQuantile((1 - paired.level) / 2);
  return normalCdf((paired.change + margin) / aurocDifferenceError(paired, sizes) - z);
}

/**
 * The cases from which on that is shown with the power.
 * @param ratio negatives a positive; kept
 * @returns null where a million don't suffice
 */
export function aurocCasesForMargin(
  paired: PairedAurocs,
  margin: number,
  power: number,
  ratio: number,
): ClassSizes | null {
  if (paired.change + margin <= 0) return null;
  const sizes = (positives: number) => ({ positives, negatives: Math.ceil(positives * ratio) });
  const positives = smallestLasting((n) => aurocMarginPower(paired, margin, sizes(n)) >= power, 0);
  return positives === null ? null : sizes(positives);
}

/**
 * The smallest loss of AUROC that is seen with the power: that the difference's interval lies below
 * −margin (0: below no change).
 * @returns null where not even a loss down to 0.5 is
 */
export function aurocLossSeen(
  paired: Omit<PairedAurocs, "change">,
  margin: number,
  power: number,
  sizes: ClassSizes,
): number | null {
  const z = -normalQuantile((1 - paired.level) / 2);
  const seen = (loss: number) =>
    normalCdf((loss - margin) / aurocDifferenceError({ ...paired, change: -loss }, sizes) - z) >= power;
  let [low, high] = [margin, paired.auroc - 0.5];
  if (high <= low || !seen(high)) return null;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (seen(middle)) high = middle;
    else low = middle;
  }
  return high;
}
