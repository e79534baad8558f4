import { type IntervalOrReason, noInterval } from "../estimate.js";
import { quantilesInPlace } from "../quantile.js";

/** Above this share of undefined replicates there is no interval. */
export const MOST_DROPPED = 0.05;

/**
 * The percentile interval of replicates (Efron & Tibshirani 1993, chapter 13), quantiles of type 7.
 * Undefined replicates (NaN) are dropped and counted; above 5 % there is no interval.
 * @param what how the replicates were drawn, for the method's name
 */
export function percentileInterval(replicates: Float64Array, level: number, what: string): IntervalOrReason {
  const { values, dropped, reason } = definedReplicates(replicates);
  if (reason !== undefined) return noInterval(reason);
  const tail = (1 - level) / 2;
  const [lower, upper] = quantilesInPlace(values, [tail, 1 - tail]);
  return {
    interval: {
      lower,
      upper,
      level,
      method: `percentile bootstrap, ${what}`,
      iterations: replicates.length,
      dropped,
    },
  };
}

/** The replicates that are numbers, as a copy, or the reason why too few are. */
export function definedReplicates(replicates: Float64Array): {
  values: Float64Array;
  dropped: number;
  reason?: string;
} {
  const kept = new Float64Array(replicates.length);
  let count = 0;
  for (let i = 0; i < replicates.length; i++) if (!Number.isNaN(replicates[i])) kept[count++] = replicates[i];
  const values = kept.subarray(0, count);
  const dropped = replicates.length - count;
  if (replicates.length === 0) return { values, dropped, reason: "no bootstrap iterations" };
  if (dropped > MOST_DROPPED * replicates.length)
    return { values, dropped, reason: `undefined in ${dropped} of ${replicates.length} resamples` };
  return { values, dropped };
}
