import type { MetricName } from "../results/schema/metric.js";
import {
  auroc,
  averagePrecision,
  brier,
  type Confusion,
  type Estimate,
  thresholdMetrics,
} from "../statistics/index.js";

/** Every reported figure of one set of scored units. */
export function metricEstimates(
  scores: Float64Array,
  labels: Uint8Array,
  confusion: Confusion,
): Record<MetricName, Estimate> {
  return {
    ...thresholdMetrics(confusion),
    auroc: auroc(scores, labels),
    aupr: averagePrecision(scores, labels),
    brier: brier(scores, labels),
  };
}
