import { missingClass } from "./classScores.js";
import { defined, type Estimate } from "./estimate.js";
import { type RocPoint, rocCurve } from "./rocCurve.js";

/**
 * The best sensitivity among the thresholds whose specificity is at least the target. Only attained
 * operating points count: the ROC curve is not interpolated.
 * @param specificity target in [0, 1]
 */
export function sensitivityAtSpecificity(
  scores: Float64Array,
  labels: Uint8Array,
  specificity: number,
): Estimate {
  checkRate(specificity);
  return overCurve(scores, labels, (curve, positives, negatives) => {
    const allowed = curve.filter(({ fp }) => (negatives - fp) / negatives >= specificity);
    return Math.max(...allowed.map(({ tp }) => tp)) / positives;
  });
}

/** The best specificity among the thresholds whose sensitivity is at least the target. */
export function specificityAtSensitivity(
  scores: Float64Array,
  labels: Uint8Array,
  sensitivity: number,
): Estimate {
  checkRate(sensitivity);
  return overCurve(scores, labels, (curve, positives, negatives) => {
    const { fp } = curve.find(({ tp }) => tp / positives >= sensitivity)!;
    return (negatives - fp) / negatives;
  });
}

/** The share of negatives called positive when at least 95 % of positives are (FPR at 95 % TPR). */
export function fprAt95Tpr(scores: Float64Array, labels: Uint8Array): Estimate {
  return overCurve(scores, labels, (curve, positives, negatives) => {
    const { fp } = curve.find(({ tp }) => tp / positives >= 0.95)!;
    return fp / negatives;
  });
}

function overCurve(
  scores: Float64Array,
  labels: Uint8Array,
  rate: (curve: RocPoint[], positives: number, negatives: number) => number,
): Estimate {
  const curve = rocCurve(scores, labels);
  const { tp, fp } = curve[curve.length - 1];
  return missingClass(tp, fp) ?? defined(rate(curve, tp, fp));
}

function checkRate(rate: number): void {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`${rate} is not between 0 and 1`);
}
