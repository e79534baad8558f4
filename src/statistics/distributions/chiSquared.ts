import { incompleteGamma } from "./incompleteGamma.js";
import { invertTail } from "./invertTail.js";
import { poissonTerm } from "./saddlePoint.js";

/** P(X ≤ x) of chi-squared with df > 0. */
export function chiSquaredCdf(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).lower;
}

/** P(X > x) of chi-squared with df > 0: the p-value of a likelihood-ratio statistic. */
export function chiSquaredUpperTail(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}

/**
 * The x with P(X ≤ x) = p.
 * @param tail which tail p is; "upper" keeps digits that 1 − p would lose
 */
export function chiSquaredQuantile(p: number, df: number, tail: "lower" | "upper" = "lower"): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0) return tail === "lower" ? 0 : Number.POSITIVE_INFINITY;
  if (p === 1) return tail === "lower" ? Number.POSITIVE_INFINITY : 0;
  if (p > 0.5) return chiSquaredQuantile(1 - p, df, tail === "lower" ? "upper" : "lower");
  const shape = df / 2;
  const u = invertTail(
    (v) => incompleteGamma(shape, Math.exp(v))[tail],
    (v) => poissonTerm(shape, Math.exp(v)) * shape,
    p,
    Math.log(shape),
    tail === "lower",
  );
  return 2 * Math.exp(u);
}
