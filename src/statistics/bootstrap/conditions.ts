import { checkLength } from "../inputs.js";
import type { BootstrapSettings } from "./bootstrapMetrics.js";
import type { EvaluationOutput } from "./job.js";
import { BOOTSTRAP_METRICS, type BootstrapMetric } from "./metricNames.js";
import { type BootstrapPlan, bootstrapPlan } from "./plan.js";

/** The same cases scored under several conditions, judged at one threshold. */
export interface ConditionsRequest extends BootstrapSettings {
  labels: Uint8Array;
  threshold: number;
  /** Scores under each condition, in the order of `labels`. The first decides the draws. */
  conditions: readonly Float64Array[];
  /** One patient a case: patients are then drawn whole, else cases are. */
  clusters?: Int32Array | undefined;
}

/** Replicates of every metric, NaN where undefined. */
export type ConditionReplicates = Record<BootstrapMetric, Float64Array>;

/**
 * One evaluation a condition, all on the same resamples, so that their differences are paired. The draws
 * depend on the first condition alone: requests that share it share them.
 */
export function conditionsPlan({
  labels,
  threshold,
  conditions,
  clusters,
}: ConditionsRequest): BootstrapPlan {
  for (const scores of conditions) checkLength("scores of a condition", scores.length, labels.length);
  return bootstrapPlan(
    conditions.map((scores) => ({ scores, labels, threshold })),
    clusters && conditions.map(() => clusters),
  );
}

/** Names the replicates of a finished job. */
export function conditionReplicates(outputs: readonly EvaluationOutput[]): ConditionReplicates[] {
  return outputs.map(
    ({ metrics }) =>
      Object.fromEntries(BOOTSTRAP_METRICS.map((metric, k) => [metric, metrics[k]])) as ConditionReplicates,
  );
}
