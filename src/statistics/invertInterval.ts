import type { Interval } from "./estimate.js";

/**
 * The two-sided p-value that belongs to an interval procedure: 1 − the level at which the interval
 * just touches the null value, so that p < 1 − level exactly where the interval excludes it.
 * @param intervalAt the interval at a level; wider at higher levels
 * @returns null where there is no interval; not below 1e-12
 */
export function invertInterval(intervalAt: (level: number) => Interval | null, nullValue = 0): number | null {
  const excludes = (tail: number) => {
    const interval = intervalAt(1 - tail);
    return interval === null ? null : interval.lower > nullValue || interval.upper < nullValue;
  };
  // By bisection on the logarithm of p: what matters is its order of magnitude.
  let low = Math.log(1e-12);
  let high = Math.log(1 - 1e-9);
  const atLow = excludes(Math.exp(low));
  if (atLow === null) return null;
  if (atLow) return Math.exp(low);
  if (!excludes(Math.exp(high))) return 1;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (excludes(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}
