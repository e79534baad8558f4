import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";

/**
 * Brier score: the mean of (probability − label)² (Brier, Monthly Weather Review 78, 1950). Lower is
 * better; 0.25 is what a constant ½ gives.
 */
export function brier(probabilities: Float64Array, labels: Uint8Array): Estimate {
  checkProbabilitiesAndLabels(probabilities, labels);
  if (labels.length === 0) return missing("too-few", "no cases");
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += (probabilities[i] - labels[i]) ** 2;
  return defined(sum / labels.length);
}
