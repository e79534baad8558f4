import { type Estimate, missing, ratio } from "./estimate.js";

/** Predictive values at a stated prevalence. */
export interface PredictiveValues {
  ppv: Estimate;
  npv: Estimate;
}

/**
 * PPV and NPV re-expressed at a given prevalence by Bayes' rule, for when the cases were enriched.
 * @param sensitivity in [0, 1], or null when it can't be had
 * @param specificity in [0, 1], or null
 * @param prevalence in [0, 1]
 */
export function predictiveValuesAt(
  sensitivity: number | null,
  specificity: number | null,
  prevalence: number,
): PredictiveValues {
  for (const rate of [sensitivity, specificity, prevalence])
    if (rate !== null && !(rate >= 0 && rate <= 1)) throw new RangeError(`${rate} is not between 0 and 1`);
  if (sensitivity === null || specificity === null) {
    const lacking = missing("one-class", `no ${sensitivity === null ? "sensitivity" : "specificity"}`);
    return { ppv: lacking, npv: lacking };
  }
  const truePositive = sensitivity * prevalence;
  const falsePositive = (1 - specificity) * (1 - prevalence);
  const trueNegative = specificity * (1 - prevalence);
  const falseNegative = (1 - sensitivity) * prevalence;
  return {
    ppv: ratio(truePositive, truePositive + falsePositive, "undefined", "no case is called positive"),
    npv: ratio(trueNegative, trueNegative + falseNegative, "undefined", "no case is called negative"),
  };
}
