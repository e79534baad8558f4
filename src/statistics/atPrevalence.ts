import { classScores, missingClass } from "./classScores.js";
import { defined, type Estimate } from "./estimate.js";
import { precisionRecallCurve } from "./precisionRecall.js";
import { predictiveValuesAt } from "./predictiveValues.js";

/**
 * Average precision as it would be at another prevalence: positives and negatives are weighed so that
 * the positives' share is the one given (scikit-learn's average_precision_score with those weights as
 * sample_weight). The ranking is the observed one; only the mixture changes.
 * @param prevalence in (0, 1)
 */
export function averagePrecisionAt(scores: Float64Array, labels: Uint8Array, prevalence: number): Estimate {
  checkPrevalence(prevalence);
  const { positives, negatives } = classScores(scores, labels);
  const lacking = missingClass(positives.length, negatives.length);
  if (lacking) return lacking;
  let area = 0;
  let before = 0;
  for (const { tp, fp } of precisionRecallCurve(scores, labels)) {
    const hits = (prevalence * tp) / positives.length;
    area += ((tp - before) * hits) / (hits + ((1 - prevalence) * fp) / negatives.length);
    before = tp;
  }
  return defined(area / positives.length);
}

/** Figures at one threshold that depend on the prevalence. */
export interface ThresholdMetricsAt {
  precision: Estimate;
  npv: Estimate;
  f1: Estimate;
  accuracy: Estimate;
}

/**
 * PPV, NPV, F1 and accuracy at another prevalence, from sensitivity and specificity, which don't depend
 * on it.
 * @param sensitivity in [0, 1], or null when it can't be had; specificity likewise
 * @param prevalence in (0, 1)
 */
export function thresholdMetricsAt(
  sensitivity: number | null,
  specificity: number | null,
  prevalence: number,
): ThresholdMetricsAt {
  checkPrevalence(prevalence);
  const { ppv, npv } = predictiveValuesAt(sensitivity, specificity, prevalence);
  if (sensitivity === null || specificity === null) return { precision: ppv, npv, f1: ppv, accuracy: ppv };
  const found = sensitivity * prevalence;
  const rejected = specificity * (1 - prevalence);
  return {
    precision: ppv,
    npv,
    // 2 TP / (2 TP + FP + FN), as shares of all cases; the denominator holds all but the true negatives.
    f1: defined((2 * found) / (1 + found - rejected)),
    accuracy: defined(found + rejected),
  };
}

function checkPrevalence(prevalence: number): void {
  if (!(prevalence > 0 && prevalence < 1)) throw new RangeError(`${prevalence} is not a prevalence`);
}
