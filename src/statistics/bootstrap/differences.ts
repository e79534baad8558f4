import { checkLength } from "../inputs.js";
import {
  type BootstrapResult,
  type BootstrapSettings,
  outputsOf,
  percentileResult,
  resamplingName,
} from "./bootstrapMetrics.js";
import type { Replicates } from "./evaluator.js";
import type { EvaluationOutput } from "./job.js";
import { BOOTSTRAP_METRICS } from "./metricNames.js";
import { type BootstrapPlan, bootstrapPlan, type EvaluationInput } from "./plan.js";

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

/** Strata that share patients (or cases: give each case its own id). */
export interface JointStrataRequest extends BootstrapSettings {
  strata: readonly StratumCases[];
  /** Also average precision at this prevalence, in (0, 1). */
  atPrevalence?: number;
}

const drawnJointly = "stratified by label, all strata compared drawn jointly";

/** The plan of strata that share patients: one evaluation a stratum, all on the same resamples. */
export function jointPlan(strata: readonly StratumCases[]): BootstrapPlan {
  return bootstrapPlan(
    strata,
    strata.map(({ clusters }) => clusters),
  );
}

/** What a finished job of a joint plan says of each stratum. */
export function jointResults(outputs: readonly EvaluationOutput[], level?: number): BootstrapResult[] {
  return outputs.map(({ metrics, precisionAt }) => ({
    ...percentileResult(metrics, level ?? 0.95, drawnJointly),
    ...(precisionAt ? { averagePrecisionAt: precisionAt } : {}),
  }));
}

/** The difference of two strata that were resampled jointly: first minus second in each resample. */
export function bootstrapJointDifference(
  first: BootstrapResult,
  second: BootstrapResult,
  level = 0.95,
): BootstrapResult {
  return percentileResult(subtractReplicates(first, second), level, drawnJointly);
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
  const difference = subtractReplicates(first, second);
  return percentileResult(difference, level, "stratified by label, strata drawn independently");
}

function subtractReplicates(first: BootstrapResult, second: BootstrapResult): Replicates {
  const a = BOOTSTRAP_METRICS.map((metric) => first.replicates[metric]);
  const b = BOOTSTRAP_METRICS.map((metric) => second.replicates[metric]);
  checkLength("replicates of the second stratum", b[0].length, a[0].length);
  return subtract(a, b);
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
