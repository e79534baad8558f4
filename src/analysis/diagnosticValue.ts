import type { LikelihoodRatiosResult, PredictiveValuesResult } from "../results/schema/diagnosticValue.js";
import type { Metric } from "../results/schema/metric.js";
import {
  type Estimate,
  type IntervalOrReason,
  likelihoodRatios,
  predictiveIntervals,
  predictiveValuesAt,
  type Rate,
} from "../statistics/index.js";
import { metricProportion } from "./proportions.js";
import type { ScoredUnits } from "./scoredUnits.js";

/** From screening to a referral clinic. */
export const prevalences = [0.01, 0.05, 0.1, 0.2, 0.3, 0.5] as const;

export interface DiagnosticValue {
  readonly likelihoodRatios: LikelihoodRatiosResult;
  readonly predictiveValues: PredictiveValuesResult[];
}

/**
 * What a call at the threshold is worth: likelihood ratios, and PPV and NPV at prevalences of use.
 * Where patients repeat, sensitivity and specificity each count as many trials as their cases are worth;
 * the two are taken as independent even where a patient has cases of both classes.
 */
export function diagnosticValue(units: ScoredUnits, threshold: number, level: number): DiagnosticValue {
  const rate = (metric: "sensitivity" | "specificity"): Rate | null => {
    const { successes, trials, effective } = metricProportion(metric, units, threshold, level)!;
    return trials === 0 ? null : { value: successes / trials, trials: effective };
  };
  const [sensitivity, specificity] = [rate("sensitivity"), rate("specificity")];
  const ratios = likelihoodRatios(sensitivity, specificity, level);
  return {
    likelihoodRatios: {
      positive: figure(ratios.positive.estimate, ratios.positive.interval),
      negative: figure(ratios.negative.estimate, ratios.negative.interval),
    },
    predictiveValues: prevalences.map((prevalence) => {
      const values = predictiveValuesAt(sensitivity?.value ?? null, specificity?.value ?? null, prevalence);
      const intervals = predictiveIntervals(ratios, prevalence, level);
      return {
        prevalence,
        ppv: figure(values.ppv, intervals.ppv),
        npv: figure(values.npv, intervals.npv),
      };
    }),
  };
}

function figure({ value, status, reason }: Estimate, { interval, reason: none }: IntervalOrReason): Metric {
  const head = { value, status, ...(reason === undefined ? {} : { reason }) };
  if (value === null) return { ...head, ci: null };
  return { ...head, ci: interval, ...(none === undefined ? {} : { ciReason: none }) };
}
