import { checkLevel } from "./inputs.js";
import { clopperPearson } from "./proportion.js";

/** No study is planned above this. */
const most = 1e9;

/**
 * Independent trials from which on a proportion's exact interval (Clopper & Pearson) lies wholly on one
 * side of a limit, were the same proportion observed again.
 * @param proportion in [0, 1]
 * @param limit in [0, 1]
 * @param side `above`: lower bound ≥ limit; `below`: upper bound < limit
 * @returns null where no number of trials does: the proportion is the limit, or on its other side
 */
export function proportionSizeToClear(
  proportion: number,
  limit: number,
  side: "above" | "below",
  level = 0.95,
): number | null {
  checkLevel(level);
  if (!(proportion >= 0 && proportion <= 1)) throw new RangeError(`${proportion} is not a proportion`);
  if (!(limit >= 0 && limit <= 1)) throw new RangeError(`the limit ${limit} is not between 0 and 1`);
  const clears = (n: number) => {
    const { lower, upper } = clopperPearson(proportion * n, n, level).interval!;
    return side === "above" ? lower >= limit : upper < limit;
  };
  let high = 1;
  while (!clears(high)) {
    high *= 2;
    if (high > most) return null;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clears(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The independent trials that an observed Clopper–Pearson interval of a proportion is worth: the n, not
 * necessarily whole, at which it has that width. What clustering took from the trials shows there.
 * @param trials those counted: the most it can be worth
 */
export function trialsBehind(
  proportion: number,
  interval: { readonly lower: number; readonly upper: number; readonly level: number },
  trials: number,
): number {
  const width = (n: number) => {
    const { lower, upper } = clopperPearson(proportion * n, n, interval.level).interval!;
    return upper - lower;
  };
  const wanted = interval.upper - interval.lower;
  if (width(trials) >= wanted * (1 - 1e-9)) return trials;
  let [low, high] = [Number.MIN_VALUE, trials];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (width(middle) > wanted) low = middle;
    else high = middle;
  }
  return high;
}
