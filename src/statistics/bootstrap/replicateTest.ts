/**
 * Two-sided p of no difference from replicates of a difference: the level at which their percentile interval
 * would just touch 0, counting the observed sample as one replicate (Davison & Hinkley, Bootstrap Methods,
 * 1997, eq. 4.11).
 * @param replicates without NaN
 */
export function replicateTest(replicates: Float64Array): number {
  let below = 1;
  let above = 1;
  for (const value of replicates) {
    if (value <= 0) below++;
    if (value >= 0) above++;
  }
  return Math.min(1, (2 * Math.min(below, above)) / (replicates.length + 1));
}
