import { notResampled } from "../../messages/analysis.js";
import type { AddedValue, ConfounderTerm } from "../../results/schema/confounders.js";
import {
  type ClusterRobustRegression,
  clusterRobustRegression,
  type FittedTerm,
  firthRegression,
  logisticRegression,
  type NestedAuroc,
  nestedTest,
  type Regression,
  type RegressionRequest,
  robustWaldTest,
  type Term,
} from "../../statistics/index.js";
import type { ModelColumn } from "./columns.js";

/** A column as it enters the fit. */
export interface ScaledTerm extends Term {
  readonly standardDeviation: number;
  /** Standardised before the fit. */
  readonly scaled: boolean;
  readonly coding?: string;
}

export interface ModelRequest extends RegressionRequest {
  readonly terms: readonly ScaledTerm[];
  /** The patient of each case, where patients repeat. */
  readonly clusters?: Int32Array;
}

/** A fit by the method that the data allow. */
export interface FittedModel {
  readonly request: ModelRequest;
  readonly fit: Regression;
  /** Present where patients repeat and the classes aren't separated. */
  readonly robust: ClusterRobustRegression | null;
}

/**
 * @param standardise to mean 0 and standard deviation 1 (ddof 0); else as it is
 */
export function scaledTerm({ name, values, coding }: ModelColumn, standardise: boolean): ScaledTerm {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / values.length);
  return {
    name,
    values: standardise ? values.map((value) => (value - mean) / standardDeviation) : values,
    standardDeviation,
    scaled: standardise,
    ...(coding === undefined ? {} : { coding }),
  };
}

/** Maximum likelihood, cluster-robust where patients repeat; Firth where the classes are separated. */
export function fitModel(request: ModelRequest): FittedModel {
  const { clusters } = request;
  const robust = clusters ? clusterRobustRegression({ ...request, clusters }) : null;
  const fit = robust ?? logisticRegression(request);
  if (fit.separation === "none") return { request, fit, robust };
  const { separation } = fit;
  return { request, fit: { ...firthRegression(request), separation }, robust: null };
}

/** Test of several terms at once, by the method that holds for the fit. */
export function blockTest(
  { request, fit, robust }: FittedModel,
  names: readonly string[],
): AddedValue | null {
  if (fit.status !== "ok" || names.length === 0) return null;
  if (robust) {
    const test = robustWaldTest(robust, names);
    return test && { ...test, method: "Wald, cluster-robust" };
  }
  const test = nestedTest(request, names, fit.method);
  return (
    test && { ...test, method: fit.method === "firth" ? "penalised likelihood ratio" : "likelihood ratio" }
  );
}

/** A fitted term as results.json has it. */
export function termResult(
  term: FittedTerm,
  of: { standardDeviation: number; scaled: boolean; coding?: string } | undefined,
): ConfounderTerm {
  // From the coefficient to one unit, and to one standard deviation.
  const perUnit = of?.scaled ? 1 / of.standardDeviation : 1;
  const perSd = of === undefined ? null : of.scaled ? 1 : of.standardDeviation;
  return {
    name: term.name,
    coefficient: term.coefficient,
    standardError: term.standardError,
    z: term.z,
    p: term.p,
    oddsRatio: finite(Math.exp(perUnit * term.coefficient)),
    oddsRatioPerSd: perSd === null ? null : finite(Math.exp(perSd * term.coefficient)),
    ci: term.ci,
    lrP: term.likelihoodRatio?.p ?? null,
    oddsRatioCi: oddsInterval(term.ci, perUnit),
    oddsRatioPerSdCi: perSd === null ? null : oddsInterval(term.ci, perSd),
    standardDeviation: of?.standardDeviation ?? null,
    ...(of?.scaled ? { scaled: true } : {}),
    ...(of?.coding === undefined ? {} : { coding: of.coding }),
  };
}

function oddsInterval(ci: FittedTerm["ci"], factor: number): FittedTerm["ci"] {
  if (ci === null) return null;
  const [lower, upper] = [ci.lower, ci.upper].map((bound) => finite(Math.exp(factor * bound)));
  return lower === null || upper === null ? null : { ...ci, lower, upper };
}

/** An odds ratio that a number can hold: neither infinite nor, by rounding, 0. */
const finite = (value: number): number | null => (Number.isFinite(value) && value > 0 ? value : null);

/**
 * @param resamples how many were asked for; without any there is only the apparent difference
 */
export function aurocResult(found: NestedAuroc | null, resamples: number): NonNullable<AddedValue["auroc"]> {
  if (found === null)
    return {
      value: null,
      status: "undefined",
      reason: "one of the models can't be fitted",
      ci: null,
      apparent: null,
      optimism: null,
      with: null,
      without: null,
    };
  const { interval } = found.ci;
  const reason = resamples === 0 ? notResampled : found.ci.reason;
  return {
    value: found.difference,
    status: found.difference === null ? "undefined" : "ok",
    ...(found.difference === null ? { reason: reason ?? notResampled } : {}),
    ci: interval,
    ...(interval === null && reason !== undefined ? { ciReason: reason } : {}),
    apparent: found.apparent,
    optimism: found.optimism,
    with: found.full,
    without: found.restricted,
  };
}
