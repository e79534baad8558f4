import { binomialCdf, binomialMass } from "../distributions/binomial.js";
import { mcnemarExact } from "../mcnemar.js";
import { pairedDifferenceAbove, pairedDifferenceBelow } from "../pairedDifference.js";
import { smallestLasting } from "./smallestLasting.js";

/** Two models' answers to the same cases: the shares in which one alone is right. */
export interface Discordance {
  /** Wrong by the first, right by the second. */
  readonly gained: number;
  /** Right by the first, wrong by the second. */
  readonly lost: number;
}

/**
 * The discordant shares of two models, right in a share of `first` and of `first + change`, whose answers
 * have the correlation (phi). Where two shares can't have it, the nearest one that they can.
 * @param correlation in (−1, 1)
 */
export function discordance(first: number, change: number, correlation: number): Discordance {
  const second = first + change;
  const spread = Math.sqrt(first * (1 - first) * second * (1 - second));
  const most = Math.min(1 - first, second);
  const gained = Math.min(most, Math.max(0, change, second - (first * second + correlation * spread)));
  return { gained, lost: gained - change };
}

/** The chance that the exact McNemar test finds the second model worse at the level. */
export function mcnemarPower(shares: Discordance, trials: number, level: number): number {
  return overDiscordant(shares, trials, (m) =>
    mostGained(m, (gained) => mcnemarExact(gained, m - gained).p <= 1 - level, Math.floor((m - 1) / 2)),
  );
}

/**
 * The chance that the second model is shown not to be worse by more than the margin: the lower bound of
 * Tango's interval of the difference (pairedDifferenceInterval) lies above −margin.
 * @param correction for continuity, in pairs
 */
export function marginPower(
  shares: Discordance,
  trials: number,
  margin: number,
  level: number,
  correction = 0,
): number {
  const flipped = { gained: shares.lost, lost: shares.gained };
  // Seen from the lost side: few lost cases show it.
  return overDiscordant(flipped, trials, (m) =>
    mostGained(m, (lost) => shownWithin({ lost, discordant: m, trials, margin, level, correction }), m),
  );
}

/** The least margin (to 0.00001) within which the second model is shown to be with the power; null where none is. */
export function marginShown(
  shares: Discordance,
  trials: number,
  power: number,
  level: number,
  correction = 0,
): number | null {
  return least((margin) => marginPower(shares, trials, margin, level, correction) >= power, 0, 1 - 1e-5);
}

/** The chance that the second model is found worse by more than the margin: Tango's upper bound lies below it. */
export function failurePower(
  shares: Discordance,
  trials: number,
  margin: number,
  level: number,
  correction = 0,
): number {
  const fails = (gained: number, m: number) => {
    const counts = { firstOnly: gained, secondOnly: m - gained, trials };
    return pairedDifferenceBelow(counts, -margin, correction) < (1 - level) / 2;
  };
  return overDiscordant(shares, trials, (m) => mostGained(m, (gained) => fails(gained, m), m));
}

/**
 * The smallest loss (to 0.00001) that is found worse than the margin with the power.
 * @returns null where not even the loss of every right answer is
 */
export function lossFailing(
  of: {
    readonly first: number;
    readonly correlation: number;
    readonly trials: number;
    readonly margin: number;
  },
  power: number,
  level: number,
  correction = 0,
): number | null {
  const shares = (loss: number) => discordance(of.first, -loss, of.correlation);
  const fails = (loss: number) =>
    failurePower(shares(loss), of.trials, of.margin, level, correction) >= power;
  return least(fails, 0, of.first);
}

function shownWithin(of: {
  lost: number;
  discordant: number;
  trials: number;
  margin: number;
  level: number;
  correction: number;
}) {
  const counts = { firstOnly: of.discordant - of.lost, secondOnly: of.lost, trials: of.trials };
  return pairedDifferenceAbove(counts, -of.margin, of.level, of.correction);
}

/**
 * The trials from which on that is shown with the power.
 * @returns null where a million don't suffice
 */
export function trialsForMargin(
  shares: Discordance,
  margin: number,
  power: number,
  level: number,
  correction = 0,
): number | null {
  if (shares.gained - shares.lost + margin <= 0) return null;
  return smallestLasting((n) => marginPower(shares, n, margin, level, correction) >= power, 0.03);
}

/**
 * The smallest loss (to 0.00001) that the exact McNemar test finds with the power.
 * @returns null where not even the loss of every right answer is found
 */
export function lossSeen(
  first: number,
  correlation: number,
  trials: number,
  power: number,
  level: number,
): number | null {
  const seen = (loss: number) => mcnemarPower(discordance(first, -loss, correlation), trials, level) >= power;
  return least(seen, 0, first);
}

/** The least value (to 0.00001) that suffices, where all above it do; null where not even the highest does. */
function least(suffices: (value: number) => boolean, from: number, to: number): number | null {
  let [low, high] = [from, to];
  if (!suffices(high)) return null;
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The most gained cases of m discordant that still show it; −1 where none does. Fewer show it, too. */
function mostGained(m: number, shows: (gained: number) => boolean, most: number): number {
  if (most < 0 || !shows(0)) return -1;
  let [low, high] = [0, most + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shows(middle)) low = middle;
    else high = middle;
  }
  return Math.min(low, m);
}

/** Sum over the numbers of discordant cases of P(that many) · P(gained ≤ critical | that many). */
function overDiscordant(
  { gained, lost }: Discordance,
  trials: number,
  critical: (discordant: number) => number,
): number {
  const share = gained + lost;
  if (share <= 0) return critical(0) >= 0 ? 1 : 0;
  const middle = trials * share;
  // Beyond nine standard deviations and a bit lies less than 1e-15.
  const reach = 9 * Math.sqrt(middle) + 40;
  let sum = 0;
  const last = Math.min(trials, Math.ceil(middle + reach));
  for (let m = Math.max(0, Math.floor(middle - reach)); m <= last; m++) {
    const at = critical(m);
    if (at < 0) continue;
    const chance = binomialMass(m, trials, Math.min(1, share));
    if (chance > 0) sum += chance * (m === 0 ? 1 : binomialCdf(at, m, gained / share));
  }
  return Math.min(1, sum);
}
