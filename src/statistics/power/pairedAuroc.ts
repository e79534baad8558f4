import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { errorAbove, scoreReach, upperReach } from "../pairedChange.js";
import type { ClassSizes } from "../sampleSize.js";
import type { AurocVariance } from "./aurocVariance.js";
import { smallestLasting } from "./smallestLasting.js";

/** Two models on the same cases. */
export interface PairedAurocs {
  readonly auroc: number;
  /** Of the second model minus the first; negative: a loss. */
  readonly change: number;
  /** Of the two AUROCs over samples (Hanley & McNeil, Radiology 148, 1983); in (−1, 1). */
  readonly correlation: number;
  readonly level: number;
  readonly variance: AurocVariance;
}

/** Standard error of the difference. */
export function aurocDifferenceError(
  { auroc, change, correlation, variance }: PairedAurocs,
  sizes: ClassSizes,
): number {
  const first = variance(auroc, sizes);
  const second = variance(auroc + change, sizes);
  return Math.sqrt(first + second - 2 * correlation * Math.sqrt(first * second));
}

/** As a comparison spreads a change of AUROC: a case that it may have lost unseen is ranked at random. */
function spreadOf(paired: PairedAurocs, sizes: ClassSizes) {
  const units = Math.min(sizes.positives, sizes.negatives);
  return { standardError: aurocDifferenceError(paired, sizes), unseen: 0.5 / units, units };
}

/**
 * The chance that the second model is shown not to be worse by more than the margin: changeInterval's lower bound
 * lies above −margin.
 */
export function aurocMarginPower(paired: PairedAurocs, margin: number, sizes: ClassSizes): number {
  if (Math.min(sizes.positives, sizes.negatives) < 2) return 0;
  const spread = spreadOf(paired, sizes);
  const reach = scoreReach(spread, paired.level);
  return normalCdf((paired.change + margin - reach) / spread.standardError);
}

/** The least margin within which an unchanged model is shown to be with the power; null with fewer than two units. */
export function aurocMarginShown(
  paired: Omit<PairedAurocs, "change">,
  power: number,
  sizes: ClassSizes,
): number | null {
  if (Math.min(sizes.positives, sizes.negatives) < 2) return null;
  const spread = spreadOf({ ...paired, change: 0 }, sizes);
  return scoreReach(spread, paired.level) + normalQuantile(power) * spread.standardError;
}

/**
 * The cases from which on a change is shown to be within the margin with the power.
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
 * The smallest loss of AUROC that is seen with the power: that changeInterval's upper bound lies below −margin
 * (0: below no change).
 * @returns null where not even a loss down to 0.5 is
 */
export function aurocLossSeen(
  paired: Omit<PairedAurocs, "change">,
  margin: number,
  power: number,
  sizes: ClassSizes,
): number | null {
  if (Math.min(sizes.positives, sizes.negatives) < 2) return null;
  const seen = (loss: number) => {
    const spread = spreadOf({ ...paired, change: -loss }, sizes);
    const beyond = loss - margin - upperReach(spread, paired.level);
    return normalCdf(beyond / errorAbove(spread)) >= power;
  };
  let [low, high] = [margin, paired.auroc - 0.5];
  if (high <= low || !seen(high)) return null;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (seen(middle)) high = middle;
    else low = middle;
  }
  return high;
}
