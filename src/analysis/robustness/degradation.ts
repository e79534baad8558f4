import * as messages from "../../messages/robustness.js";
import type { Metric } from "../../results/schema/metric.js";
import type { Degradation } from "../../results/schema/robustness.js";
import { percentileInterval } from "../../statistics/index.js";
import { metric, type Resampling } from "../scoredSet.js";
import { type ByMetric, byMetric, type Condition, drawn, estimatesOf } from "./conditions.js";

/** A condition at a severity; 0 is uncorrupted. */
export interface Step {
  readonly severity: number;
  readonly condition: Condition;
}

/**
 * The area under each metric's curve over severity, divided by the greatest severity: its mean height, so that
 * a metric that never falls keeps its uncorrupted value. By trapezoids between the severities scored; the
 * interval is of the same weighted mean in every resample.
 * @param steps by rising severity, the uncorrupted first
 */
export function areasOf(steps: readonly Step[], { level }: Resampling): ByMetric<Metric> {
  const weights = trapezoidWeights(steps.map(({ severity }) => severity));
  const estimates = steps.map(({ condition }) => estimatesOf(condition));
  const [{ condition: first }] = steps;
  return byMetric((name) => {
    if (steps.length === 1) return { value: null, status: "too-few", reason: messages.noLevel, ci: null };
    const missing = estimates.find((one) => one[name].value === null);
    if (missing) return { ...missing[name], value: null, ci: null };
    const own = steps.map(({ condition }) => condition.replicates[name]);
    const replicates = own[0].map((_, i) => own.reduce((sum, values, s) => sum + weights[s] * values[i], 0));
    const found = percentileInterval(replicates, level, drawn(first.units));
    const alike = found.interval !== null && found.interval.lower === found.interval.upper;
    return metric(
      { value: estimates.reduce((sum, one, s) => sum + weights[s] * one[name].value!, 0), status: "ok" },
      alike ? { interval: null, reason: messages.resamplesAlike } : found,
      null,
    );
  });
}

/** Weights of values at rising places that give the mean of the lines between them; they sum to 1. */
export function trapezoidWeights(places: readonly number[]): number[] {
  const width = places[places.length - 1] - places[0];
  return places.map((place, k) => ((places[k + 1] ?? place) - (places[k - 1] ?? place)) / (2 * width));
}

/** Average precision is a sum of fractions: the same ranking can differ by this from severity to severity. */
const rounding = 1e-12;

/** Whether each metric never rises from one severity to the next, by the estimates; staying alike is no rise. */
export function monotoneOf(steps: readonly Step[]): Degradation["monotone"] {
  const estimates = steps.map(({ condition }) => estimatesOf(condition));
  return byMetric((name) => {
    const values = estimates.map((one) => one[name].value);
    if (values.length === 1 || values.includes(null)) return null;
    return values.every((value, k) => k === 0 || value! <= values[k - 1]! + rounding);
  });
}
