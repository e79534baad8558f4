import * as messages from "../../messages/confounders.js";
import type { StrataInteraction } from "../../results/schema/confounders.js";
import type { AnalysisInput } from "../analyse.js";
import { confounderColumns, modelColumns } from "./columns.js";
import { repeatedPatients, scoreTerm } from "./confounders.js";
import { blockTest, fitModel, scaledTerm, termResult } from "./fittedModel.js";

/**
 * Whether the score means the same in every stratum: one logistic model of all cases on confounders, stratum,
 * score and stratum × score, with an intercept. A stratum with one class only, or with one score, can't be
 * in it. Undefined where the strata file declares no confounders.
 */
export function strataInteraction(input: AnalysisInput): StrataInteraction | undefined {
  const { cohort, strata, scores, resampling } = input;
  if (strata.confounders.length === 0) return undefined;
  const head: StrataInteraction = {
    method: "logit",
    status: "ok",
    reference: null,
    cases: 0,
    excluded: 0,
    errors: "model",
    terms: [],
    joint: null,
    left: [],
  };
  if (cohort.cases.some(({ member }) => member.filter(Boolean).length > 1))
    return { ...head, status: "not-applicable", reason: messages.overlapping };
  const confounders = confounderColumns(cohort, strata);
  const known = modelColumns(
    confounders,
    cohort.cases.map((_, i) => i),
  ).cases;
  const left = cohort.strata.flatMap((name, s) => {
    const reason = unfit(
      input,
      known.filter((i) => cohort.cases[i].member[s]),
    );
    return reason === null ? [] : [{ name, reason }];
  });
  const kept = cohort.strata.filter((name) => !left.some((one) => one.name === name));
  if (kept.length < 2) return { ...head, left, status: "not-applicable", reason: messages.oneStratum };
  const stratumOf = (i: number) => cohort.strata[cohort.cases[i].member.indexOf(true)];
  const selected = cohort.cases.flatMap((_, i) => (kept.includes(stratumOf(i)) ? [i] : []));
  const { cases, columns } = modelColumns(confounders, selected);
  const reference = kept.find((name) => name === strata.reference) ?? kept[0];
  const others = kept.filter((name) => name !== reference);
  const score = Float64Array.from(cases, (i) => scores.cases[i]);
  const inside = (name: string) => Float64Array.from(cases, (i) => (stratumOf(i) === name ? 1 : 0));
  const interaction = (name: string) => `${scoreTerm} × ${name}`;
  const clusters = repeatedPatients(input, cases);
  const model = fitModel({
    terms: [
      ...columns.map((column) => scaledTerm(column, false)),
      scaledTerm({ name: scoreTerm, values: score }, false),
      ...others.map((name) => scaledTerm({ name: `stratum ${name}`, values: inside(name) }, false)),
      ...others.map((name) => {
        const values = inside(name).map((is, i) => is * score[i]);
        return scaledTerm({ name: interaction(name), values }, false);
      }),
    ],
    labels: Uint8Array.from(cases, (i) => cohort.cases[i].label),
    level: resampling.level,
    ...(clusters ? { clusters } : {}),
  });
  const { fit } = model;
  const result: StrataInteraction = {
    ...head,
    method: fit.method,
    status: fit.status,
    ...(fit.reason === undefined ? {} : { reason: fit.reason }),
    reference,
    cases: cases.length,
    excluded: selected.length - cases.length,
    errors: model.robust ? "cluster-robust" : "model",
    left,
  };
  if (fit.status !== "ok") return result;
  // Per standard deviation of the score over all these cases, so that the strata can be compared.
  const { standardDeviation } = scaledTerm({ name: scoreTerm, values: score }, false);
  return {
    ...result,
    terms: others.map((stratum) => ({
      stratum,
      ...termResult(fit.terms.find(({ name }) => name === interaction(stratum))!, {
        standardDeviation,
        scaled: false,
      }),
    })),
    joint: blockTest(model, others.map(interaction)),
  };
}

/** Why a stratum can't have a score coefficient of its own; null where it can. */
function unfit({ cohort, scores }: AnalysisInput, cases: readonly number[]): string | null {
  if (new Set(cases.map((i) => cohort.cases[i].label)).size < 2) return messages.oneClass;
  return new Set(cases.map((i) => scores.cases[i])).size < 2 ? messages.constantScore : null;
}
