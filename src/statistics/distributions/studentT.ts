import { betaLogitQuantile } from "./beta.js";
import { incompleteBeta } from "./incompleteBeta.js";

/** P(T > t) of Student's t with df > 0 degrees of freedom (any positive number). */
export function studentTUpperTail(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  const square = t * t;
  // T² / (df + T²) is beta(½, df/2); both x and 1 − x are formed without subtraction.
  const { lower, upper } = incompleteBeta(square / (df + square), df / (df + square), 0.5, df / 2);
  return t >= 0 ? upper / 2 : 0.5 + lower / 2;
}

/** P(T ≤ t) of Student's t. */
export function studentTCdf(t: number, df: number): number {
  return studentTUpperTail(-t, df);
}

/** 2 · P(T > |t|): the two-sided p-value of a t statistic. */
export function studentTTwoSided(t: number, df: number): number {
  return 2 * studentTUpperTail(Math.abs(t), df);
}

/** The t with P(T ≤ t) = p. For an upper tail q use −studentTQuantile(q, df). */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentTQuantile(1 - p, df);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  // Near the median 1 − 2p is exact and small; in the tail 2p is.
  const logit =
    p > 0.25
      ? betaLogitQuantile(1 - 2 * p, 0.5, df / 2, "lower")
      : betaLogitQuantile(2 * p, 0.5, df / 2, "upper");
  return -Math.sqrt(df) * Math.exp(logit / 2);
}
