import type { Scores } from "../../../runners/scores.js";
import type { Metric } from "../../results/schema/metric.js";
import { type RobustnessMetric, robustnessMetrics } from "../../results/schema/robustness.js";
import {
  auroc,
  averagePrecision,
  type ConditionReplicates,
  confusionCounts,
  type Estimate,
  percentileInterval,
  thresholdMetrics,
} from "../../statistics/index.js";
import { exactInterval, metric, type Resampling } from "../scoredSet.js";
import type { ScoredUnits } from "../scoredUnits.js";

/** A cohort's scores under one corruption. */
export interface CorruptedScores {
  readonly corruption: string;
  readonly severity: number;
  readonly scores: Scores;
}

export type ByMetric<T> = Record<RobustnessMetric, T>;

/** One value a metric. */
export function byMetric<T>(value: (metric: RobustnessMetric) => T): ByMetric<T> {
  return Object.fromEntries(robustnessMetrics.map((name) => [name, value(name)])) as ByMetric<T>;
}

/** Cases scored under one condition, with what their resamples gave. */
export interface Condition {
  readonly units: ScoredUnits;
  readonly threshold: number;
  readonly replicates: ConditionReplicates;
}

/** The four figures of one condition, without intervals. */
export function estimatesOf({
  units,
  threshold,
}: Pick<Condition, "units" | "threshold">): ByMetric<Estimate> {
  const { scores, labels } = units;
  const { sensitivity, specificity } = thresholdMetrics(confusionCounts(scores, labels, threshold));
  return {
    auroc: auroc(scores, labels),
    aupr: averagePrecision(scores, labels),
    sensitivity,
    specificity,
  };
}

/** How the resamples were drawn, for the interval's method. */
export const drawn = ({ clusters }: ScoredUnits): string =>
  `stratified by label, unit ${clusters ? "patient" : "case"}`;

/** The four figures of one condition as everywhere: bootstrap interval, and the exact one where there is one. */
export function metricsOf(condition: Condition, { level }: Resampling): ByMetric<Metric> {
  const estimates = estimatesOf(condition);
  const { units, threshold, replicates } = condition;
  return byMetric((name) =>
    metric(
      estimates[name],
      percentileInterval(replicates[name], level, drawn(units)),
      exactInterval(name, units, threshold, level),
    ),
  );
}
