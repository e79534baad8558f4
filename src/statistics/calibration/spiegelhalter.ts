import { normalTwoSided } from "../distributions/normal.js";
import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";

/** Spiegelhalter's z and its two-sided p-value. */
export interface Spiegelhalter {
  z: Estimate;
  p: number | null;
}

/**
 * Spiegelhalter's test that the probabilities are calibrated, from the Brier score's expectation and
 * variance when they are (Statistics in Medicine 5, 1986). Missing when every probability is 0, ½ or
 * 1, where that variance is 0.
 */
export function spiegelhalter(probabilities: Float64Array, labels: Uint8Array): Spiegelhalter {
  checkProbabilitiesAndLabels(probabilities, labels);
  if (labels.length === 0) return { z: missing("too-few", "no cases"), p: null };
  let excess = 0;
  let variance = 0;
  for (let i = 0; i < labels.length; i++) {
    const p = probabilities[i];
    excess += (labels[i] - p) * (1 - 2 * p);
    variance += (1 - 2 * p) ** 2 * p * (1 - p);
  }
  if (variance === 0) return { z: missing("undefined", "every probability is 0, ½ or 1"), p: null };
  const z = excess / Math.sqrt(variance);
  return { z: defined(z), p: normalTwoSided(z) };
}
