import { stirlingError } from "./distributions/saddlePoint.js";

/**
 * Fisher's exact test of a two-by-two table, two-sided: the probability, given the margins, of all
 * tables no likelier than the observed one (as R's fisher.test and SciPy's fisher_exact).
 * @param a first row, first column: a count
 * @param b first row, second column
 * @param c second row, first column
 * @param d second row, second column
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  for (const count of [a, b, c, d])
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count`);
  const row = a + b;
  const column = a + c;
  const total = row + c + d;
  const logChance = (x: number) =>
    logChoose(row, x) + logChoose(total - row, column - x) - logChoose(total, column);
  // Tables as likely as the observed one may differ from it by rounding.
  const limit = logChance(a) + 1e-7;
  let p = 0;
  for (let x = Math.max(0, column - (total - row)); x <= Math.min(row, column); x++) {
    const chance = logChance(x);
    if (chance <= limit) p += Math.exp(chance);
  }
  return Math.min(1, p);
}

/** ln of n choose k, by Stirling's formula with its error: the large terms cancel before they are summed. */
function logChoose(n: number, k: number): number {
  if (k === 0 || k === n) return 0;
  const rest = n - k;
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) +
    0.5 * Math.log(n / (2 * Math.PI * k * rest)) +
    k * Math.log(n / k) +
    rest * Math.log(n / rest)
  );
}
