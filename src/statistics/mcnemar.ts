import { binomialCdf } from "./distributions/binomial.js";

/** McNemar's exact test: discordant pairs and the two-sided p-value. */
export interface McNemar {
  /** Only the first is right. */
  firstOnly: number;
  /** Only the second is right. */
  secondOnly: number;
  p: number;
}

/**
 * Exact (binomial) McNemar test of two classifiers on the same cases: given the discordant pairs,
 * either is as likely to be the right one. Two-sided by doubling the smaller tail; p is 1 without
 * discordant pairs.
 */
export function mcnemarExact(firstOnly: number, secondOnly: number): McNemar {
  for (const count of [firstOnly, secondOnly])
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count`);
  const smaller = Math.min(firstOnly, secondOnly);
  const p = Math.min(1, 2 * binomialCdf(smaller, firstOnly + secondOnly, 0.5));
  return { firstOnly, secondOnly, p };
}
