import type { MetricName } from "../results/schema/metric.js";
import { effectiveSize } from "../statistics/effectiveSize.js";
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

/** A metric that is a share of cases. */
export interface MetricProportion {
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
): MetricProportion | null {
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
  return {
    successes: successes.reduce((sum, s) => sum + s, 0),
    trials,
    effective:
      clusters && trials > 0
        ? effectiveSize(Uint8Array.from(successes), Int32Array.from(groups), level)
        : trials,
  };
}
