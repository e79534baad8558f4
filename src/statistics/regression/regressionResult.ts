import type { Interval, Status } from "../estimate.js";
import type { Separation } from "./maximumLikelihood.js";

/** A likelihood-ratio test. */
export interface LikelihoodRatio {
  statistic: number;
  df: number;
  p: number;
}

/** One fitted coefficient. */
export interface FittedTerm {
  name: string;
  /** Change of the log odds per unit. */
  coefficient: number;
  standardError: number;
  /** coefficient / standardError */
  z: number;
  /** Wald, two-sided. */
  p: number;
  /** exp(coefficient) */
  oddsRatio: number;
  /** Of the coefficient: Wald for logit, profile penalised likelihood for Firth. */
  ci: Interval | null;
  /** Test of dropping the term: likelihood ratio, penalised for Firth. Null where it can't be had. */
  likelihoodRatio: LikelihoodRatio | null;
  /** Firth only: from (XᵀWX)⁻¹, as brglm2 and SAS print it; `standardError` is logistf's. */
  fisherStandardError?: number;
}

/** A fitted logistic regression, or the reason why there is none. */
export interface Regression {
  method: "logit" | "firth";
  status: Status;
  reason?: string;
  separation: Separation;
  /** Empty unless the status is `ok`. */
  terms: FittedTerm[];
  logLikelihood: number | null;
  /** With the intercept alone, or with all coefficients 0 where there is no intercept. */
  nullLogLikelihood: number | null;
  /** Test of all terms but the intercept at once. */
  overall: LikelihoodRatio | null;
  conditionNumber: number | null;
  warnings: string[];
  iterations: number;
}
