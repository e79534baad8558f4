import { type Interval, type IntervalOrReason, noInterval } from "./estimate.js";
import { wilson } from "./proportion.js";

/** Successes out of trials; need not be whole (an effective count of clustered cases). */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

/**
 * Interval of the difference of two independent proportions, first minus second: Newcombe's hybrid
 * score interval (Statistics in Medicine 17, 1998, method 10), put together from the two Wilson
 * intervals. It keeps its coverage near 0 and 1, where resampled intervals lose their width.
 */
export function proportionDifferenceInterval(
  first: Proportion,
  second: Proportion,
  level = 0.95,
): IntervalOrReason {
  const [a, b] = [first, second].map(({ successes, trials }) => wilson(successes, trials, level).interval);
  if (a === null || b === null) return noInterval("no cases on one side");
  const p = first.successes / first.trials;
  const q = second.successes / second.trials;
  const interval: Interval = {
    lower: p - q - Math.hypot(p - a.lower, b.upper - q),
    upper: p - q + Math.hypot(a.upper - p, q - b.lower),
    level,
    method: "Newcombe",
  };
  return { interval };
}
