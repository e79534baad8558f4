import type { Metric, MetricName } from "../results/schema/metric.js";
import { effectiveSize } from "../statistics/effectiveSize.js";
import { clopperPearson, type IntervalOrReason } from "../statistics/index.js";
import type { ScoredUnits } from "./scoredUnits.js";

/** Which trials a metric is the share of, and which of them are its successes. */
const kinds: Partial<
  Record<MetricName, (called: boolean, positive: boolean) => { trial: boolean; success: boolean }>
> = {
  sensitivity: (called, positive) => ({ trial: positive, success: called }),
  specificity: (called, positive) => ({ trial: !positive, success: !called }),
  precision: (called, positive) => ({ trial: called, success: positive }),
  npv: (called, positive) => ({ trial: !called, success: !positive }),
  accuracy: (called, positive) => ({ trial: true, success: called === positive }),
};

/** A share of trials. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
  /** Independent trials it is worth when patients repeat; `trials` when none does. */
  readonly effective: number;
}

/**
 * The counts behind a metric.
 * @returns null for a metric that is no share of cases (AUROC, F1, …)
 */
export function metricProportion(
  metric: MetricName,
  { scores, labels, clusters }: ScoredUnits,
  threshold: number,
  level: number,
): Proportion | null {
  const kind = kinds[metric];
  if (!kind) return null;
  const successes: number[] = [];
  const groups: number[] = [];
  labels.forEach((label, i) => {
    const { trial, success } = kind(scores[i] >= threshold, label === 1);
    if (!trial) return;
    successes.push(success ? 1 : 0);
    groups.push(clusters ? clusters[i] : i);
  });
  const trials = successes.length;
  return proportionOf(successes, clusters && trials > 0 ? groups : null, level);
}

/** @param clusters one id a trial, where trials of one cluster resemble each other */
export function proportionOf(
  successes: readonly number[],
  clusters: readonly number[] | null,
  level: number,
): Proportion {
  const trials = successes.length;
  return {
    successes: successes.reduce((sum, s) => sum + s, 0),
    trials,
    effective: clusters
      ? effectiveSize(Uint8Array.from(successes), Int32Array.from(clusters), level)
      : trials,
  };
}

/** Clopper–Pearson, at the effective size where trials are clustered. */
export function proportionInterval(
  { successes, trials, effective }: Proportion,
  level: number,
): IntervalOrReason {
  if (effective === trials) return clopperPearson(successes, trials, level);
  const { interval, reason } = clopperPearson((successes / trials) * effective, effective, level);
  return {
    interval: interval && {
      ...interval,
      method: `Clopper–Pearson at the effective size ${effective.toFixed(1)} of ${trials}`,
    },
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A share of at least one trial as a metric, with its exact interval alone. */
export function exactShare(proportion: Proportion, level: number): Metric {
  const { interval, reason } = proportionInterval(proportion, level);
  return {
    value: proportion.successes / proportion.trials,
    status: "ok",
    ci: null,
    ciReason: "not resampled; the exact interval stands beside it",
    exactCi: interval,
    ...(reason === undefined ? {} : { exactCiReason: reason }),
  };
}
