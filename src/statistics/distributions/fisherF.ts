import { betaLogitQuantile } from "./beta.js";
import { incompleteBeta } from "./incompleteBeta.js";

/** P(X ≤ x) of the F distribution with df1, df2 > 0. */
export function fCdf(x: number, df1: number, df2: number): number {
  return tails(x, df1, df2).lower;
}

/** P(X > x) of the F distribution with df1, df2 > 0. */
export function fUpperTail(x: number, df1: number, df2: number): number {
  return tails(x, df1, df2).upper;
}

/** The x with P(X ≤ x) = p, or with P(X > x) = p for tail "upper". */
export function fQuantile(p: number, df1: number, df2: number, tail: "lower" | "upper" = "lower"): number {
  return (df2 / df1) * Math.exp(betaLogitQuantile(p, df1 / 2, df2 / 2, tail));
}

function tails(x: number, df1: number, df2: number) {
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const scaled = df1 * x;
  return incompleteBeta(scaled / (scaled + df2), df2 / (scaled + df2), df1 / 2, df2 / 2);
}
