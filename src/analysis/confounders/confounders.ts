import * as messages from "../../messages/confounders.js";
import type { ConfounderModel } from "../../results/schema/confounders.js";
import type { Status } from "../../results/schema/metric.js";
import { conditionNumber, HIGH_CONDITION, nestedAurocs } from "../../statistics/index.js";
import type { AnalysisInput } from "../analyse.js";
import { refits } from "../refits.js";
import { patientNumbers } from "../scoredUnits.js";
import { type ConfounderColumn, confounderColumns, modelColumns } from "./columns.js";
import {
  aurocResult,
  blockTest,
  type FittedModel,
  fitModel,
  type ModelRequest,
  scaledTerm,
  termResult,
} from "./fittedModel.js";

/** The score's name among the terms. */
export const scoreTerm = "score";

/**
 * Label on confounders and score by logistic regression, in every declared stratum and in their union: what
 * the score adds to the confounders, and they to it. Cases in which a confounder isn't known are left out
 * and counted. `confounderModel.intercept: false` is the published model: confounders standardised, the
 * score raw, no intercept. Empty where the strata file declares no confounders.
 */
export function confounders(input: AnalysisInput): ConfounderModel[] {
  const { cohort, strata } = input;
  if (strata.confounders.length === 0) return [];
  const columns = confounderColumns(cohort, strata);
  const all = cohort.cases.map((_, i) => i);
  return [
    ...cohort.strata.map((name, s) => ({ name, cases: all.filter((i) => cohort.cases[i].member[s]) })),
    { name: "merged", cases: all },
  ].map(({ name, cases }) => confounderModel(input, columns, name, cases));
}

function confounderModel(
  input: AnalysisInput,
  confounders: readonly ConfounderColumn[],
  stratum: string,
  selected: readonly number[],
): ConfounderModel {
  const { strata, cohort, scores, resampling } = input;
  const { intercept } = strata.confounderModel;
  const { cases, columns, missing, left, warnings } = modelColumns(confounders, selected);
  const clusters = repeatedPatients(input, cases);
  const labels = Uint8Array.from(cases, (i) => cohort.cases[i].label);
  const count = (label: 0 | 1) => labels.filter((one) => one === label).length;
  const independent = (label: 0 | 1) =>
    clusters ? new Set(clusters.filter((_, i) => labels[i] === label)).size : count(label);
  const events = Math.min(independent(0), independent(1));
  const terms = columns.length + 1;
  const head: ConfounderModel = {
    stratum,
    cases: cases.length,
    excluded: selected.length - cases.length,
    method: "logit",
    intercept,
    status: "ok",
    terms: [],
    addedValue: null,
    addedValueOfConfounders: null,
    missing,
    events: count(1),
    nonEvents: count(0),
    clusters: clusters ? new Set(clusters).size : null,
    eventsPerTerm: cases.length === 0 ? null : events / terms,
    separation: "none",
    errors: clusters ? "cluster-robust" : "model",
    left,
    warnings,
  };
  const refuse = (status: Status, reason: string): ConfounderModel => ({ ...head, status, reason });
  if (cases.length === 0) return refuse("too-few", messages.noCompleteCases);
  if (count(0) === 0 || count(1) === 0) return refuse("one-class", messages.oneClass);
  if (events < terms)
    return refuse(
      "too-few",
      messages.fewEvents(events, rarer(independent(1) <= independent(0), clusters), terms),
    );

  const score = scaledTerm(
    { name: scoreTerm, values: Float64Array.from(cases, (i) => scores.cases[i]) },
    false,
  );
  const others = columns.map((column) => scaledTerm(column, !intercept));
  const shared = { labels, intercept, level: resampling.level, ...(clusters ? { clusters } : {}) };
  const request: ModelRequest = { ...shared, terms: [...others, score] };
  const model = fitModel(request);
  const scoreAlone = aloneResult(fitModel({ ...shared, terms: [score] }));
  const fitted = {
    ...head,
    method: model.fit.method,
    separation: model.fit.separation,
    errors: model.robust || !clusters ? head.errors : ("model" as const),
    scoreAlone,
  };
  if (model.fit.status !== "ok") {
    const { status, reason } = model.fit;
    return { ...fitted, status, ...(reason === undefined ? {} : { reason }) };
  }
  const names = others.map(({ name }) => name);
  const iterations = refits(resampling.iterations, cases.length);
  const [ofScore, ofConfounders] = nestedAurocs({
    ...request,
    dropped: [[scoreTerm], names],
    iterations,
    seed: resampling.seed,
    stream: `confounders:${stratum}`,
  }).map((found) => aurocResult(found, iterations));
  const results = model.fit.terms.map((term) =>
    termResult(
      term,
      request.terms.find(({ name }) => name === term.name),
    ),
  );
  const added = blockTest(model, [scoreTerm]);
  const back = blockTest(model, names);
  return {
    ...fitted,
    terms: results,
    addedValue: added && { ...added, auroc: ofScore },
    addedValueOfConfounders: back && { ...back, auroc: ofConfounders },
    warnings: [...warnings, ...cautions(model, head.clusters ?? null), ...unwritten(results)],
  };
}

/** The patient of each case where some patient has several; undefined where each case stands alone. */
export function repeatedPatients(
  { cohort, unit }: AnalysisInput,
  cases: readonly number[],
): Int32Array | undefined {
  if (unit !== "patient") return undefined;
  const patients = patientNumbers(cohort);
  const clusters = Int32Array.from(cases, (i) => patients[i]);
  return new Set(clusters).size < cases.length ? clusters : undefined;
}

function rarer(positive: boolean, clusters: Int32Array | undefined): string {
  const what = positive ? "with a fracture" : "without a fracture";
  return `${clusters ? "patients" : "cases"} ${what}`;
}

function aloneResult({ fit, request }: FittedModel): NonNullable<ConfounderModel["scoreAlone"]> {
  const { method, status, reason } = fit;
  const term = fit.terms.find(({ name }) => name === scoreTerm);
  return {
    method,
    status,
    ...(reason === undefined ? {} : { reason }),
    term: term ? termResult(term, request.terms[0]) : null,
  };
}

/** Fewer clusters than this, and the sandwich is too optimistic. */
const fewestClusters = 40;

export function cautions({ fit, robust, request }: FittedModel, clusters: number | null): string[] {
  const found: string[] = [];
  if (clusters !== null && fit.method === "firth") found.push(messages.firthIgnoresPatients);
  if (robust && robust.clusters < fewestClusters) found.push(messages.fewClusters(robust.clusters));
  // Of the centred columns: how far a mean lies from 0 says nothing of how alike two columns are.
  const condition = conditionNumber(request.terms.map((term) => scaledTerm(term, true).values));
  if (condition > HIGH_CONDITION) found.push(messages.collinear(condition));
  return found;
}

function unwritten(terms: ConfounderModel["terms"]): string[] {
  return terms.some((term) => term.coefficient !== null && term.oddsRatio === null)
    ? [messages.wideScore]
    : [];
}
