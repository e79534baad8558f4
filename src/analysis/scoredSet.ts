import { type Metric, type MetricName, type Metrics, metricNames } from "../results/schema/metric.js";
import type { ViewResult } from "../results/schema/stratum.js";
import {
  aurocInterval,
  type BootstrapResult,
  type BootstrapThreads,
  confusionCounts,
  type Estimate,
  type IntervalOrReason,
} from "../statistics/index.js";
import { metricEstimates } from "./metricEstimates.js";
import { metricProportion, proportionInterval } from "./proportions.js";
import { count, type ScoredUnits } from "./scoredUnits.js";
import type { Threshold } from "./thresholds.js";

export interface Resampling {
  readonly iterations: number;
  readonly seed: number;
  readonly level: number;
}

export interface ScoredSet {
  readonly result: ViewResult;
  /** Kept for differences between strata. */
  readonly bootstrap: BootstrapResult;
}

/**
 * Every figure of one set of scored units with its intervals: percentile bootstrap for all,
 * Clopper–Pearson for proportions (at the effective size when patients repeat), logit DeLong or
 * Obuchowski for AUROC.
 * @param stream names the random draws; sets that are compared need different names
 * @param threads share the resamples; the figures don't depend on how many there are
 * @param also resample average precision at this prevalence, and the curves at so many points
 */
export async function scoredSet(
  units: ScoredUnits,
  threshold: Threshold,
  resampling: Resampling,
  stream: string,
  threads: BootstrapThreads,
  also: { readonly atPrevalence?: number | undefined; readonly bandPoints?: number | undefined } = {},
): Promise<ScoredSet> {
  const { scores, labels, clusters } = units;
  const confusion = confusionCounts(scores, labels, threshold.value);
  const bootstrap = await threads.metrics({
    scores,
    labels,
    threshold: threshold.value,
    clusters,
    ...resampling,
    stream,
    ...also,
  });
  const estimates = metricEstimates(scores, labels, confusion);
  const patients = (label: 0 | 1) => new Set(clusters?.filter((_, i) => labels[i] === label)).size;
  const metrics = Object.fromEntries(
    metricNames.map((name) => [
      name,
      metric(
        estimates[name],
        bootstrap.intervals[name],
        exactInterval(name, units, threshold.value, resampling.level),
      ),
    ]),
  ) as Metrics;
  return {
    bootstrap,
    result: {
      cases: labels.length,
      positives: count(labels, 1),
      negatives: count(labels, 0),
      ...(clusters ? { positivePatients: patients(1), negativePatients: patients(0) } : {}),
      threshold: threshold.value,
      thresholdSource: threshold.source,
      confusion: { tp: confusion.tp, fp: confusion.fp, fn: confusion.fn, tn: confusion.tn },
      metrics,
    },
  };
}

/** A figure with its intervals as results.json has it. */
export function metric(estimate: Estimate, ci: IntervalOrReason, exact: IntervalOrReason | null): Metric {
  const { value, status, reason } = estimate;
  const head = { value, status, ...(reason === undefined ? {} : { reason }) };
  if (value === null) return { ...head, ci: null, ...(exact ? { exactCi: null } : {}) };
  return {
    ...head,
    ci: ci.interval,
    ...(ci.interval === null && ci.reason !== undefined ? { ciReason: ci.reason } : {}),
    ...(exact ? { exactCi: exact.interval } : {}),
    ...(exact?.reason === undefined ? {} : { exactCiReason: exact.reason }),
  };
}

/** The interval to judge on: logit DeLong or Obuchowski, Clopper–Pearson; null where the metric has none. */
export function exactInterval(
  name: MetricName,
  units: ScoredUnits,
  threshold: number,
  level: number,
): IntervalOrReason | null {
  if (name === "auroc") return aurocInterval(units.scores, units.labels, level, units.clusters);
  const proportion = metricProportion(name, units, threshold, level);
  if (!proportion) return null;
  return proportionInterval(proportion, level);
}
