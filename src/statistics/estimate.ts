/**
 * Why a figure is or isn't there:
 * - `ok`: defined
 * - `boundary`: at the edge of its range (AUROC 0 or 1), where a resampled interval has no width
 * - `undefined`: the formula divides by nothing (no predicted positives, no variation)
 * - `one-class`: only positives or only negatives
 * - `too-few`: no or not enough cases
 * - `not-applicable`: the question makes no sense for these data
 */
export type Status = "ok" | "boundary" | "undefined" | "one-class" | "too-few" | "not-applicable";

/** A figure, or null with the reason why there is none; never NaN, and never a stand-in 0 or 1. */
export interface Estimate {
  value: number | null;
  status: Status;
  /** Present whenever the status is not `ok`. */
  reason?: string;
}

/** A confidence interval: never two bare numbers. */
export interface Interval {
  lower: number;
  upper: number;
  /** Nominal coverage, for example 0.95. */
  level: number;
  method: string;
  /** Resamples, for a bootstrap. */
  iterations?: number;
  /** Resamples left out because the figure was undefined in them. */
  dropped?: number;
}

/** An interval, or null with the reason why there is none. */
export interface IntervalOrReason {
  interval: Interval | null;
  reason?: string;
}

export function defined(value: number): Estimate {
  return { value, status: "ok" };
}

export function missing(status: Exclude<Status, "ok">, reason: string): Estimate {
  return { value: null, status, reason };
}

export function noInterval(reason: string): IntervalOrReason {
  return { interval: null, reason };
}

/** numerator / denominator, or `missing` when the denominator is 0. */
export function ratio(
  numerator: number,
  denominator: number,
  status: Exclude<Status, "ok">,
  reason: string,
): Estimate {
  return denominator === 0 ? missing(status, reason) : defined(numerator / denominator);
}
