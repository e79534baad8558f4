import { checkLength } from "../inputs.js";
import {
  type BootstrapResult,
  type BootstrapSettings,
  outputsOf,
  percentileResult,
  resamplingName,
} from "./bootstrapMetrics.js";
import type { Replicates } from "./evaluator.js";
import { BOOTSTRAP_METRICS } from "./metricNames.js";
import { bootstrapPlan, type EvaluationInput } from "./plan.js";

/** Two evaluations and their difference (first minus second), on matched resamples. */
export interface BootstrapDifference {
  first: BootstrapResult;
  second: BootstrapResult;
  difference: BootstrapResult;
}

export interface PairedRequest extends BootstrapSettings {
  labels: Uint8Array;
  first: { scores: Float64Array; threshold: number };
  second: { scores: Float64Array; threshold: number };
  clusters?: Int32Array;
}

/** Two models on the same cases: both are evaluated on the same resamples, so their covariance counts. */
export function bootstrapPaired(request: PairedRequest): BootstrapDifference {
  const { labels, first, second, clusters } = request;
  checkLength("second scores", second.scores.length, first.scores.length);
  const plan = bootstrapPlan(
    [
      { labels, ...first },
      { labels, ...second },
    ],
    clusters && [clusters, clusters],
  );
  const [a, b] = outputsOf(plan, request).map(({ metrics }) => metrics);
  return bootstrapDifference(a, b, request, `${resamplingName(clusters !== undefined)}, paired`);
}

/** A stratum's cases, with the patient of each. */
export interface StratumCases extends EvaluationInput {
  clusters: Int32Array;
}

export interface JointRequest extends BootstrapSettings {
  first: StratumCases;
  second: StratumCases;
}

/**
 * Two strata that share patients (or cases: give each case its own id): patients are drawn from the
 * union, whole, and each stratum is evaluated on what it holds of them.
 */
export function bootstrapJointStrata(request: JointRequest): BootstrapDifference {
  const { first, second } = request;
  const plan = bootstrapPlan([first, second], [first.clusters, second.clusters]);
  const [a, b] = outputsOf(plan, request).map(({ metrics }) => metrics);
  return bootstrapDifference(a, b, request, "stratified by label, patients of both strata drawn jointly");
}

/**
 * The difference of two strata without common patients: replicate i of one minus replicate i of the
 * other. The two results must come from different streams, or their draws would be the same.
 */
export function bootstrapIndependentDifference(
  first: BootstrapResult,
  second: BootstrapResult,
  level = 0.95,
): BootstrapResult {
  const a = BOOTSTRAP_METRICS.map((metric) => first.replicates[metric]);
  const b = BOOTSTRAP_METRICS.map((metric) => second.replicates[metric]);
  checkLength("replicates of the second stratum", b[0].length, a[0].length);
  return percentileResult(subtract(a, b), level, "stratified by label, strata drawn independently");
}

function bootstrapDifference(
  a: Replicates,
  b: Replicates,
  { level = 0.95 }: BootstrapSettings,
  what: string,
): BootstrapDifference {
  return {
    first: percentileResult(a, level, what),
    second: percentileResult(b, level, what),
    difference: percentileResult(subtract(a, b), level, what),
  };
}

function subtract(a: Replicates, b: Replicates): Replicates {
  return a.map((values, k) => values.map((value, i) => value - b[k][i]));
}
