import { betaQuantile } from "../distributions/beta.js";
import { binomialCdf } from "../distributions/binomial.js";
import { clopperPearson } from "../proportion.js";
import { smallestLasting } from "./smallestLasting.js";

/** What a proportion is judged on against a limit: its exact interval at a level, or the estimate alone. */
export type JudgedOn = { readonly level: number } | "estimate";

/**
 * The fewest successes with which a proportion is shown to be at least the limit: the lower Clopper–Pearson
 * bound, or the estimate, reaches it.
 * @returns null where not even all suffice
 */
export function successesNeeded(limit: number, trials: number, judged: JudgedOn): number | null {
  const shown = (successes: number) =>
    judged === "estimate"
      ? successes / trials >= limit
      : clopperPearson(successes, trials, judged.level).interval!.lower >= limit;
  if (trials < 1 || !shown(trials)) return null;
  let [low, high] = [-1, trials];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shown(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The chance that a proportion is shown to be at least the limit, exactly (binomial).
 * @param truth the true proportion
 */
export function proportionPower(truth: number, limit: number, trials: number, judged: JudgedOn): number {
  const needed = successesNeeded(limit, trials, judged);
  if (needed === null) return 0;
  return binomialCdf(trials - needed, trials, 1 - truth);
}

/**
 * The trials from which on a proportion is shown to be at least the limit with the power.
 * @returns null where no number up to a million does, as where the truth doesn't exceed the limit
 */
export function trialsForPower(truth: number, limit: number, power: number, judged: JudgedOn): number | null {
  if (truth <= limit) return null;
  return smallestLasting((n) => proportionPower(truth, limit, n, judged) >= power, 0.3);
}

/** The highest limit that a proportion can be shown to reach with the power: the bound that is met so often. */
export function limitShown(truth: number, trials: number, power: number, level: number): number {
  let [low, high] = [-1, trials];
  // The most successes that are reached with the power.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle, trials, truth) >= power) low = middle;
    else high = middle;
  }
  const successes = reached(high, trials, truth) >= power ? high : low;
  return clopperPearson(successes, trials, level).interval!.lower;
}

/** P(X ≥ successes). */
const reached = (successes: number, trials: number, truth: number) =>
  binomialCdf(trials - successes, trials, 1 - truth);

/** The least true proportion that is shown to be at least the limit with the power; null where none is. */
export function truthNeeded(limit: number, trials: number, power: number, judged: JudgedOn): number | null {
  const needed = successesNeeded(limit, trials, judged);
  if (needed === null) return null;
  return needed === 0 ? 0 : betaQuantile(power, needed, trials - needed + 1);
}
