import { missingClass } from "./classScores.js";
import type { Confusion } from "./confusion.js";
import { defined, type Estimate, missing, ratio } from "./estimate.js";

/** What one operating point gives. */
export interface ThresholdMetrics {
  sensitivity: Estimate;
  specificity: Estimate;
  /** Positive predictive value at the prevalence of these cases. */
  precision: Estimate;
  /** Negative predictive value at the prevalence of these cases. */
  npv: Estimate;
  f1: Estimate;
  balancedAccuracy: Estimate;
  accuracy: Estimate;
  /** Matthews correlation coefficient. */
  mcc: Estimate;
  /** sensitivity / (1 − specificity) */
  positiveLikelihoodRatio: Estimate;
  /** (1 − sensitivity) / specificity */
  negativeLikelihoodRatio: Estimate;
  /** tp · tn / (fp · fn); no continuity correction. */
  diagnosticOddsRatio: Estimate;
}

/**
 * The threshold metrics from confusion counts. A metric whose denominator is empty is missing with
 * the reason, not 0: precision when no case is called positive, MCC when all calls are alike.
 */
export function thresholdMetrics({ tp, fp, fn, tn }: Confusion): ThresholdMetrics {
  const positives = tp + fn;
  const negatives = fp + tn;
  const cases = positives + negatives;
  const lacking = missingClass(positives, negatives);
  const bothClasses = (compute: () => Estimate): Estimate => lacking ?? compute();
  const overCases = (compute: () => Estimate): Estimate =>
    cases === 0 ? missing("too-few", "no cases") : compute();
  return {
    sensitivity: overCases(() => ratio(tp, positives, "one-class", "no positive cases")),
    specificity: overCases(() => ratio(tn, negatives, "one-class", "no negative cases")),
    precision: overCases(() => ratio(tp, tp + fp, "undefined", "no case is called positive")),
    npv: overCases(() => ratio(tn, tn + fn, "undefined", "no case is called negative")),
    f1: overCases(() =>
      ratio(2 * tp, 2 * tp + fp + fn, "undefined", "no positive case and no case called positive"),
    ),
    balancedAccuracy: bothClasses(() => defined((tp / positives + tn / negatives) / 2)),
    accuracy: overCases(() => defined((tp + tn) / cases)),
    mcc: bothClasses(() => {
      const margins = Math.sqrt((tp + fp) * positives) * Math.sqrt((tn + fn) * negatives);
      return ratio(tp * tn - fp * fn, margins, "undefined", "all cases are called alike");
    }),
    positiveLikelihoodRatio: bothClasses(() =>
      ratio(tp * negatives, fp * positives, "undefined", "no false positives"),
    ),
    negativeLikelihoodRatio: bothClasses(() =>
      ratio(fn * negatives, tn * positives, "undefined", "no true negatives"),
    ),
    diagnosticOddsRatio: bothClasses(() =>
      ratio(tp * tn, fp * fn, "undefined", "no false positives or no false negatives"),
    ),
  };
}
