import { incompleteBeta } from "./incompleteBeta.js";
import { binomialTerm } from "./saddlePoint.js";

/** P(X = k) of the binomial with n trials; 0 outside 0 … n. */
export function binomialMass(k: number, n: number, p: number): number {
  if (k < 0 || k > n || !Number.isInteger(k)) return 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return p ** n;
  if (p <= 0 || p >= 1) return 0;
  return binomialTerm(k, n - k, p, 1 - p);
}

/** P(X ≤ k) of the binomial. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return incompleteBeta(p, 1 - p, whole + 1, n - whole).upper;
}

/** P(X > k) of the binomial. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  if (whole >= n) return 0;
  return incompleteBeta(p, 1 - p, whole + 1, n - whole).lower;
}

/** The smallest k with P(X ≤ k) ≥ q, by bisection over 0 … n. */
export function binomialQuantile(q: number, n: number, p: number): number {
  if (!(q >= 0 && q <= 1)) return Number.NaN;
  // As R does: a q that is a value of the distribution function must not miss it by one rounding.
  const target = q * (1 - 64 * Number.EPSILON);
  let low = -1;
  let high = n;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, p) >= target) high = middle;
    else low = middle;
  }
  return high;
}
