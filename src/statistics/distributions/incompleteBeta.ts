import type { Tails } from "./incompleteGamma.js";
import { binomialTerm } from "./saddlePoint.js";

/**
 * The regularised incomplete beta function I_x(a, b) and 1 − I_x(a, b); the smaller one has full
 * precision. Continued fraction DLMF 8.17.22 (modified Lentz); cost grows with √max(a, b).
 * @param x in [0, 1]
 * @param y 1 − x, given apart so that neither loses digits near 0
 * @param a shape > 0
 * @param b shape > 0
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x * (a + b + 2) <= a + 1) {
    const lower = tail(x, y, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = tail(y, x, b, a);
  return { lower: 1 - upper, upper };
}

function tail(x: number, y: number, a: number, b: number): number {
  const front = (binomialTerm(a, b, x, y) * b) / (a + b);
  if (front === 0) return 0;
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return front * fraction;
}

function guard(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
