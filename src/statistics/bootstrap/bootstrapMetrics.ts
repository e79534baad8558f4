import type { IntervalOrReason } from "../estimate.js";
import { checkLevel } from "../inputs.js";
import { type CurveBands, curveBands } from "./bands.js";
import { bcaInterval } from "./bcaInterval.js";
import { emptyCurves } from "./curveSampler.js";
import type { Replicates } from "./evaluator.js";
import { jackknife } from "./jackknife.js";
import { type BootstrapJob, type EvaluationOutput, runJob } from "./job.js";
import { BOOTSTRAP_METRICS, type BootstrapMetric } from "./metricNames.js";
import { percentileInterval } from "./percentileInterval.js";
import { type BootstrapPlan, bootstrapPlan, type EvaluationInput } from "./plan.js";

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
  /** Percentile when absent. BCa costs one evaluation more for each unit (2000 blocks at most). */
  interval?: "percentile" | "bca";
  /** Also average precision at this prevalence, in (0, 1). */
  atPrevalence?: number;
  /** Points along the ROC and precision–recall curves to form bands at, ends included; none when absent. */
  bandPoints?: number;
}

/** Intervals of every metric, and the replicates behind them. */
export interface BootstrapResult {
  intervals: Record<BootstrapMetric, IntervalOrReason>;
  /** One value a resample, NaN where the metric is undefined in it. */
  replicates: Record<BootstrapMetric, Float64Array>;
  /** Average precision at the prevalence asked for, one value a resample; absent when none was. */
  averagePrecisionAt?: Float64Array;
  /** Present when bandPoints was given. */
  bands?: CurveBands;
}

/** What a resampling yields besides its metrics. */
interface Extras {
  bandPoints?: number;
  atPrevalence?: number;
}

/**
 * One bootstrap pass for AUROC, average precision, every threshold metric and the Brier score, and
 * for bands along the curves.
 *
 * Stratified by label: cases are drawn with replacement within positives and within negatives; with
 * `clusters`, patients within those all negative, all positive and mixed. Intervals are percentile
 * (type 7) or BCa. The result depends on the inputs, seed and stream alone. Cost O(cases) a resample.
 */
export function bootstrapMetrics(request: BootstrapRequest): BootstrapResult {
  const plan = planOf(request);
  const [output] = outputsOf(plan, request);
  return bootstrapResultOf(output, plan, request);
}

/** The plan of a request: one evaluation. */
export function planOf(request: BootstrapRequest): BootstrapPlan {
  return bootstrapPlan([request], request.clusters && [request.clusters]);
}

/** Runs a plan in this thread. */
export function outputsOf(plan: BootstrapPlan, settings: BootstrapSettings & Extras): EvaluationOutput[] {
  const job = jobOf(plan, settings, ArrayBuffer);
  runJob(job);
  return job.outputs;
}

/**
 * A job whose outputs lie in buffers of the given kind.
 * @param Buffer SharedArrayBuffer when several threads are to fill them
 */
export function jobOf(
  plan: BootstrapPlan,
  { iterations, seed, stream = "", level = 0.95, bandPoints, atPrevalence }: BootstrapSettings & Extras,
  Buffer: typeof ArrayBuffer | typeof SharedArrayBuffer,
): BootstrapJob {
  checkLevel(level);
  if (!Number.isSafeInteger(iterations) || iterations < 0)
    throw new RangeError(`iterations is ${iterations}, not a whole number`);
  const array = (length: number) => new Float64Array(new Buffer(8 * length));
  return {
    plan,
    iterations,
    seed,
    stream,
    atPrevalence,
    outputs: plan.evaluations.map(() => ({
      metrics: BOOTSTRAP_METRICS.map(() => array(iterations)),
      curves: bandPoints === undefined ? undefined : emptyCurves(bandPoints, iterations, array),
      precisionAt: atPrevalence === undefined ? undefined : array(iterations),
    })),
    nextBlock: new Int32Array(new Buffer(4)),
  };
}

export function resamplingName(clustered: boolean): string {
  return `stratified by label, unit ${clustered ? "patient" : "case"}`;
}

/** The result of a finished job of one evaluation. */
export function bootstrapResultOf(
  { metrics, curves, precisionAt }: EvaluationOutput,
  plan: BootstrapPlan,
  { level = 0.95, interval, clusters }: BootstrapRequest,
): BootstrapResult {
  const what = resamplingName(clusters !== undefined);
  const result = {
    ...(interval === "bca" ? bcaResult(metrics, plan, level, what) : percentileResult(metrics, level, what)),
    ...(precisionAt ? { averagePrecisionAt: precisionAt } : {}),
  };
  return curves ? { ...result, bands: curveBands(curves, level) } : result;
}

/** Names the replicates and forms their percentile intervals. */
export function percentileResult(metrics: Replicates, level: number, what: string): BootstrapResult {
  return named(metrics, (k) => percentileInterval(metrics[k], level, what));
}

function bcaResult(metrics: Replicates, plan: BootstrapPlan, level: number, what: string): BootstrapResult {
  const { whole, groups } = jackknife(plan);
  return named(metrics, (k) =>
    bcaInterval(
      metrics[k],
      whole[k][0],
      groups.map((group) => group[k]),
      level,
      what,
    ),
  );
}

function named(metrics: Replicates, intervalOf: (k: number) => IntervalOrReason): BootstrapResult {
  const record = <T>(value: (k: number) => T) =>
    Object.fromEntries(BOOTSTRAP_METRICS.map((metric, k) => [metric, value(k)])) as Record<
      BootstrapMetric,
      T
    >;
  return { replicates: record((k) => metrics[k]), intervals: record(intervalOf) };
}
