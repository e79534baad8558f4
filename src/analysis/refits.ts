/**
 * Resamples for what must be computed anew on each (refitted models, binned errors): at most a thousand,
 * fewer for very large sets, whose intervals are narrow anyway.
 */
export function refits(iterations: number, cases: number): number {
  return Math.min(iterations, 1000, Math.max(200, Math.floor(2e7 / Math.max(1, cases))));
}
