/** No study is planned above this. */
export const mostCases = 1e6;

/**
 * The smallest whole number from which on everything suffices, up to where it surely does. Power of exact
 * tests goes up and down from one number of cases to the next; the first that suffices may be followed by
 * some that don't.
 * @param suffices false below, true above, either in between
 * @param slack how far above the first success is looked for failures, as a share
 * @returns null where not even mostCases suffice
 */
export function smallestLasting(suffices: (n: number) => boolean, slack: number): number | null {
  let high = 1;
  while (!suffices(high)) {
    high *= 2;
    if (high > mostCases) return null;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  for (let n = Math.ceil(high * (1 + slack)) + 20; n > low; n--) if (!suffices(n)) return n + 1;
  return high;
}
