import { chiSquaredUpperTail } from "../distributions/chiSquared.js";
import type { LikelihoodRatio } from "./regressionResult.js";

/** 2 (full − restricted), not below 0 where rounding would put it. */
export function likelihoodRatio(full: number, restricted: number, df: number): LikelihoodRatio {
  const statistic = Math.max(0, 2 * (full - restricted));
  return { statistic, df, p: chiSquaredUpperTail(statistic, df) };
}
