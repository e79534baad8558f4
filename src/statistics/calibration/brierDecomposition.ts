import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";

/** Brier score = reliability − resolution + uncertainty. */
export interface BrierDecomposition {
  /** Mean squared gap between a probability and what was observed at it; lower is better. */
  reliability: Estimate;
  /** Variance of what was observed at the probabilities; higher is better. */
  resolution: Estimate;
  /** Prevalence · (1 − prevalence): the cases, not the model. */
  uncertainty: Estimate;
}

/**
 * Murphy's decomposition (Journal of Applied Meteorology 12, 1973) over the distinct probabilities,
 * where it is exact. With all probabilities distinct, resolution is the whole uncertainty: group
 * them first (rounded to two decimals, say) for a telling split.
 */
export function brierDecomposition(probabilities: Float64Array, labels: Uint8Array): BrierDecomposition {
  checkProbabilitiesAndLabels(probabilities, labels);
  const cases = labels.length;
  if (cases === 0) {
    const none = missing("too-few", "no cases");
    return { reliability: none, resolution: none, uncertainty: none };
  }
  const groups = new Map<number, { cases: number; positives: number }>();
  let positives = 0;
  for (let i = 0; i < cases; i++) {
    const group = groups.get(probabilities[i]) ?? { cases: 0, positives: 0 };
    group.cases++;
    group.positives += labels[i];
    positives += labels[i];
    groups.set(probabilities[i], group);
  }
  const prevalence = positives / cases;
  let reliability = 0;
  let resolution = 0;
  for (const [probability, group] of groups) {
    const observed = group.positives / group.cases;
    reliability += (group.cases * (probability - observed) ** 2) / cases;
    resolution += (group.cases * (observed - prevalence) ** 2) / cases;
  }
  return {
    reliability: defined(reliability),
    resolution: defined(resolution),
    uncertainty: defined(prevalence * (1 - prevalence)),
  };
}
