import type { IntervalOrReason } from "../estimate.js";
import { checkLevel } from "../inputs.js";
import { emptyReplicates, type Replicates } from "./evaluator.js";
import { BOOTSTRAP_METRICS, type BootstrapMetric } from "./metricNames.js";
import { percentileInterval } from "./percentileInterval.js";
import { type BootstrapPlan, bootstrapPlan, type EvaluationInput } from "./plan.js";
import { runPlan } from "./runPlan.js";

/** How to resample. */
export interface BootstrapSettings {
  /** Resamples, 5000 for a report. */
  iterations: number;
  /** Any safe integer. */
  seed: number;
  /** Confidence level, 0.95 when absent. */
  level?: number;
  /** Name of the stream within the seed: different names are independent, equal ones the same draws. */
  stream?: string;
}

export interface BootstrapRequest extends EvaluationInput, BootstrapSettings {
  /** One patient a case: patients are then drawn whole, else cases are. */
  clusters?: Int32Array;
}

/** Intervals of every metric, and the replicates behind them. */
export interface BootstrapResult {
  intervals: Record<BootstrapMetric, IntervalOrReason>;
  /** One value a resample, NaN where the metric is undefined in it. */
  replicates: Record<BootstrapMetric, Float64Array>;
}

/**
 * One bootstrap pass for AUROC, average precision, every threshold metric and the Brier score.
 *
 * Stratified by label: cases are drawn with replacement within positives and within negatives; with
 * `clusters`, patients within those all negative, all positive and mixed. Intervals are percentile
 * (type 7). The result depends on the inputs, seed and stream alone.
 */
export function bootstrapMetrics(request: BootstrapRequest): BootstrapResult {
  const { clusters } = request;
  const plan = bootstrapPlan([request], clusters && [clusters]);
  const [replicates] = replicatesOf(plan, request);
  return bootstrapResult(replicates, request, resamplingName(clusters !== undefined));
}

/** Runs a plan in this thread. */
export function replicatesOf(plan: BootstrapPlan, settings: BootstrapSettings): Replicates[] {
  checkSettings(settings);
  const out = plan.evaluations.map(() => emptyReplicates(settings.iterations));
  runPlan(plan, settings.iterations, settings.seed, settings.stream ?? "", out);
  return out;
}

export function checkSettings({ iterations, level = 0.95 }: BootstrapSettings): void {
  checkLevel(level);
  if (!Number.isSafeInteger(iterations) || iterations < 0)
    throw new RangeError(`iterations is ${iterations}, not a whole number`);
}

export function resamplingName(clustered: boolean): string {
  return `stratified by label, unit ${clustered ? "patient" : "case"}`;
}

/** Names the replicates and forms their intervals. */
export function bootstrapResult(
  replicates: Replicates,
  { level = 0.95 }: BootstrapSettings,
  what: string,
): BootstrapResult {
  const entries = BOOTSTRAP_METRICS.map((metric, k) => [metric, replicates[k]] as const);
  return {
    replicates: Object.fromEntries(entries) as BootstrapResult["replicates"],
    intervals: Object.fromEntries(
      entries.map(([metric, values]) => [metric, percentileInterval(values, level, what)]),
    ) as BootstrapResult["intervals"],
  };
}
