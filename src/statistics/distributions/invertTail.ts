/**
 * Solves log tail(u) = log p for u by Newton steps kept inside a bracket (bisection otherwise), with
 * the tail's logarithm so that p = 1e-300 converges like p = 0.3.
 * @param tail a probability, strictly monotone in u
 * @param slope |d tail / du|
 * @param p target in (0, 1)
 * @param start first guess
 * @param rising whether tail grows with u
 */
export function invertTail(
  tail: (u: number) => number,
  slope: (u: number) => number,
  p: number,
  start: number,
  rising: boolean,
): number {
  const target = Math.log(p);
  const sign = rising ? 1 : -1;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let u = start;
  let reach = 1;
  for (let step = 0; step < 300; step++) {
    const value = tail(u);
    const miss = sign * (Math.log(value) - target);
    if (miss === 0) return u;
    if (miss > 0) high = u;
    else low = u;
    let next = u - (miss * value) / slope(u);
    // Outside the bracket, or a leap from where the tail is flat: bisect, or reach out further.
    if (!(next > low && next < high) || Math.abs(next - u) > 4 * reach) {
      if (high === Number.POSITIVE_INFINITY) next = u + reach;
      else if (low === Number.NEGATIVE_INFINITY) next = u - reach;
      else next = (low + high) / 2;
      reach *= 2;
    }
    if (Math.abs(next - u) <= 2e-16 * Math.abs(u) || next === low || next === high) return next;
    u = next;
  }
  return u;
}
