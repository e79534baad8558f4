/**
 * Poisson and binomial terms without cancellation, by saddle-point expansion.
 *
 * Source: Loader, "Fast and accurate computation of binomial probabilities" (2000). Relative error
 * is a few units of 2^-53 even where the factorials and powers would overflow, which is what keeps
 * tail probabilities such as 1e-200 right to 1e-12. Arguments need not be whole.
 */

/** ln Γ(x + 1) − Stirling's formula (x + ½) ln x − x + ½ ln 2π, for x > 0. */
export function stirlingError(x: number): number {
  let shift = 0;
  let y = x;
  // The recurrence is exact in real arithmetic and each step is small; 16 keeps the series at 1e-17.
  while (y < 16) {
    shift += (y + 0.5) * Math.log1p(1 / y) - 1;
    y += 1;
  }
  const r = 1 / (y * y);
  const series =
    (1 / 12 -
      r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156))))))) /
    y;
  return shift + series;
}

/** x ln(x / mean) + mean − x, for x > 0 and mean > 0: the deviance of one Poisson count, halved. */
export function halfDeviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  // Series of the logarithm in v = (x − mean) / (x + mean): the direct form would cancel here.
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let k = 3; ; k += 2) {
    power *= v * v;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}

/** mean^x e^-mean / Γ(x + 1), for x > 0 and mean > 0. */
export function poissonTerm(x: number, mean: number): number {
  return Math.exp(-stirlingError(x) - halfDeviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) · x^a y^b, for a, b > 0.
 * @param x probability in (0, 1)
 * @param y 1 − x, given apart so that neither loses digits near 0
 */
export function binomialTerm(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - halfDeviance(a, n * x) - halfDeviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}
