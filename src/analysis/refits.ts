/** Beyond this, what must be computed anew on each resample is not resampled: minutes, for what is near certain. */
const mostCases = 10_000;

/**
 * Resamples for what must be computed anew on each (refitted models, binned errors): at most a thousand,
 * fewer for large sets, none for very large ones.
 */
export function refits(iterations: number, cases: number): number {
  if (cases > mostCases) return 0;
  return Math.min(iterations, 1000, Math.max(200, Math.floor(2e6 / Math.max(1, cases))));
}
