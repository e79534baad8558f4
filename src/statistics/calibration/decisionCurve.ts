import { type Confusion, confusionCounts } from "../confusion.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";

/** Net benefit at one threshold probability; null without cases. */
export interface DecisionPoint {
  threshold: number;
  netBenefit: number | null;
  /** Of treating everyone. Treating no one has 0. */
  treatAll: number | null;
  /** Net benefit / prevalence: at most 1. Null without positives. */
  standardised: number | null;
  /** Interventions avoided per 100 cases, against treating everyone. */
  interventionsAvoided: number | null;
}

/**
 * Decision curve (Vickers & Elkin, Medical Decision Making 26, 2006): true positives less false
 * positives weighed by the odds of the threshold, per case. A case is treated when its probability
 * >= threshold.
 * @param thresholds each in (0, 1)
 */
export function decisionCurve(
  probabilities: Float64Array,
  labels: Uint8Array,
  thresholds: readonly number[],
): DecisionPoint[] {
  checkProbabilitiesAndLabels(probabilities, labels);
  return thresholds.map((threshold) => {
    if (!(threshold > 0 && threshold < 1))
      throw new RangeError(`threshold ${threshold} is not between 0 and 1`);
    return pointAt(threshold, confusionCounts(probabilities, labels, threshold));
  });
}

function pointAt(threshold: number, { tp, fp, fn, tn }: Confusion): DecisionPoint {
  const cases = tp + fp + fn + tn;
  if (cases === 0)
    return { threshold, netBenefit: null, treatAll: null, standardised: null, interventionsAvoided: null };
  const odds = threshold / (1 - threshold);
  const prevalence = (tp + fn) / cases;
  const netBenefit = (tp - fp * odds) / cases;
  const treatAll = prevalence - (1 - prevalence) * odds;
  return {
    threshold,
    netBenefit,
    treatAll,
    standardised: prevalence === 0 ? null : netBenefit / prevalence,
    interventionsAvoided: (100 * (netBenefit - treatAll)) / odds,
  };
}
