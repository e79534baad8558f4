import * as messages from "../messages/analysis.js";
import type { Metric } from "../results/schema/metric.js";
import type { AtReferencePrevalence } from "../results/schema/stratification.js";
import { percentileInterval } from "../statistics/bootstrap/percentileInterval.js";
import {
  averagePrecisionAt,
  type BootstrapResult,
  type Estimate,
  thresholdMetricsAt,
} from "../statistics/index.js";
import { type ComparedSet, prevalenceOf, type ResampledComparison } from "./comparisons.js";
import { tooFewToResample } from "./gaps.js";

/** The metrics that the prevalence alone moves. */
export const prevalenceMetrics = ["aupr", "precision", "npv", "f1", "accuracy"] as const;
type PrevalenceMetric = (typeof prevalenceMetrics)[number];
type Named<T> = Record<PrevalenceMetric, T>;

/**
 * A set's figures as they would be at its reference's prevalence, which is taken as known: what is left
 * of a difference then isn't the mixture of cases. Intervals from the set's own resamples.
 * @param set resampled with average precision at that prevalence
 * @param reference what it is compared with, for its name
 */
export function standardised(
  set: Omit<ComparedSet, "cases" | "resampled">,
  reference: string,
  prevalence: number,
  level: number,
): AtReferencePrevalence {
  const found = estimates(set, prevalence);
  const replicates = replicatesAt(set.set.bootstrap, prevalence);
  return {
    reference,
    prevalence,
    metrics: named((metric) => figure(found[metric], replicates[metric], level, prevalence, undefined)),
  };
}

/** Each figure at the reference's prevalence minus the reference's own, on the comparison's resamples. */
export function standardisedDifferences(
  { stratum, reference, resampledStratum, resampledReference }: ResampledComparison,
  level: number,
): Named<Metric> | undefined {
  const prevalence = prevalenceOf(reference.units);
  if (prevalence === undefined) return undefined;
  const [a, b] = [stratum, reference].map((one) => estimates(one, prevalence));
  const [first, second] = [resampledStratum, resampledReference].map((one) => replicatesAt(one, prevalence));
  const few = tooFewToResample(stratum, reference);
  return named((metric) => {
    const [x, y] = [a[metric], b[metric]];
    const missing = [x, y].find(({ value }) => value === null);
    const difference: Estimate = missing ?? { value: x.value! - y.value!, status: "ok" };
    const [p, q] = [first[metric], second[metric]];
    const why = few ?? (alike(p) || alike(q) ? messages.resamplesAlike : undefined);
    return figure(
      difference,
      p.map((value, i) => value - q[i]),
      level,
      prevalence,
      why,
    );
  });
}

function estimates({ units, set }: Pick<ComparedSet, "units" | "set">, prevalence: number): Named<Estimate> {
  const { sensitivity, specificity } = set.result.metrics;
  return {
    aupr: averagePrecisionAt(units.scores, units.labels, prevalence),
    ...thresholdMetricsAt(sensitivity.value, specificity.value, prevalence),
  };
}

/** The figures in each resample: those at a threshold follow from its sensitivity and specificity. */
function replicatesAt(bootstrap: BootstrapResult, prevalence: number): Named<Float64Array> {
  const { sensitivity, specificity } = bootstrap.replicates;
  const of = (value: (found: number, rejected: number) => number) =>
    sensitivity.map((one, i) => value(one * prevalence, specificity[i] * (1 - prevalence)));
  const positives = prevalence;
  const negatives = 1 - prevalence;
  // Division by nothing gives NaN, on purpose: such replicates are dropped and counted.
  return {
    aupr: bootstrap.averagePrecisionAt!,
    precision: of((found, rejected) => found / (found + negatives - rejected)),
    npv: of((found, rejected) => rejected / (rejected + positives - found)),
    f1: of((found, rejected) => (2 * found) / (1 + found - rejected)),
    accuracy: of((found, rejected) => found + rejected),
  };
}

function figure(
  { value, status, reason }: Estimate,
  replicates: Float64Array,
  level: number,
  prevalence: number,
  why: string | undefined,
): Metric {
  const head = { value, status, ...(reason === undefined ? {} : { reason }) };
  if (value === null) return { ...head, ci: null };
  if (why !== undefined) return { ...head, ci: null, ciReason: why };
  const what = `at a prevalence of ${prevalence.toFixed(3)}`;
  const { interval, reason: none } = percentileInterval(replicates, level, what);
  return { ...head, ci: interval, ...(none === undefined ? {} : { ciReason: none }) };
}

function alike(replicates: Float64Array): boolean {
  const known = replicates.filter((value) => !Number.isNaN(value));
  return known.every((value) => value === known[0]);
}

const named = <T>(of: (metric: PrevalenceMetric) => T): Named<T> =>
  Object.fromEntries(prevalenceMetrics.map((metric) => [metric, of(metric)])) as Named<T>;
