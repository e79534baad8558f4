import { poissonTerm } from "./saddlePoint.js";

/** Both tails of the regularised incomplete gamma function; the smaller one has full precision. */
export interface Tails {
  lower: number;
  upper: number;
}

/**
 * P(a, x) and Q(a, x): power series below the mean, continued fraction (modified Lentz) above.
 * Cost grows with √a.
 * @param a shape > 0
 * @param x ≥ 0
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (x < a + 1) {
    let term = 1;
    let sum = 1;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    const lower = poissonTerm(a, x) * sum;
    return { lower, upper: 1 - lower };
  }
  const upper = poissonTerm(a, x) * a * upperFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Γ(a, x) / (x^a e^-x) for x > a: DLMF 8.9.2, contracted. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return fraction;
}
