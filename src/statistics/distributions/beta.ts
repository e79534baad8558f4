import { incompleteBeta } from "./incompleteBeta.js";
import { invertTail } from "./invertTail.js";
import { binomialTerm } from "./saddlePoint.js";

/** P(X ≤ x) of the beta distribution with shapes a, b > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b).lower;
}

/** P(X > x) of the beta distribution with shapes a, b > 0. */
export function betaUpperTail(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b).upper;
}

/**
 * The x with P(X ≤ x) = p, solved on the logit scale so that bounds near 0 keep full relative
 * precision.
 * @param p in [0, 1]
 * @param tail which tail p is; "upper" keeps digits that 1 − p would lose
 */
export function betaQuantile(p: number, a: number, b: number, tail: "lower" | "upper" = "lower"): number {
  const u = betaLogitQuantile(p, a, b, tail);
  return u > 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u));
}

/** ln(x / (1 − x)) of the beta quantile x; keeps both x and 1 − x. */
export function betaLogitQuantile(p: number, a: number, b: number, tail: "lower" | "upper"): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return tail === "lower" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (p === 1) return tail === "lower" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  // The smaller tail carries the digits; 1 − p is exact when p ≥ ½.
  if (p > 0.5) return betaLogitQuantile(1 - p, a, b, tail === "lower" ? "upper" : "lower");
  const at = (u: number) => {
    const small = Math.exp(-Math.abs(u));
    const rest = 1 / (1 + small);
    return u < 0 ? { x: small * rest, y: rest } : { x: rest, y: small * rest };
  };
  return invertTail(
    (u) => {
      const { x, y } = at(u);
      return incompleteBeta(x, y, a, b)[tail];
    },
    (u) => {
      const { x, y } = at(u);
      return (binomialTerm(a, b, x, y) * a * b) / (a + b);
    },
    p,
    Math.log(a / b),
    tail === "lower",
  );
}
