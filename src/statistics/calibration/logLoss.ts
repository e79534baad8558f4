import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";

/**
 * Log loss: the mean of −ln(probability given to the true label), probabilities cut to
 * [1e-15, 1 − 1e-15] so that one wrong certainty costs 34.5 and not infinity.
 */
export function logLoss(probabilities: Float64Array, labels: Uint8Array): Estimate {
  checkProbabilitiesAndLabels(probabilities, labels);
  if (labels.length === 0) return missing("too-few", "no cases");
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[i]));
    sum -= labels[i] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return defined(sum / labels.length);
}
