import type { Cohort, CohortCase } from "../cohort/cohort.js";
import type { Metric } from "../results/schema/metric.js";
import type { MissingResults, StratumMissing } from "../results/schema/missingResults.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { exactShare, proportionOf } from "./proportions.js";

export interface MissingInput {
  /** With those left out for want of a score (`unscored`). */
  readonly cohort: Cohort;
  /** Of each case scored. */
  readonly probabilities: Float64Array;
  /** Of which the declared ones and `merged` are used, with their threshold. */
  readonly strata: readonly StratumResult[];
  /** Whose cases resemble each other. */
  readonly unit: "patient" | "case";
  readonly level: number;
}

/**
 * How many cases have no result, by stratum and label, and the two extreme analyses: sensitivity and specificity
 * if all of them had been called wrongly, and rightly. The truth lies between, whatever made them go missing.
 * Source: FDA, Statistical Guidance on Reporting Results from Studies Evaluating Diagnostic Tests, 2007.
 */
export function missingResults(input: MissingInput): MissingResults {
  const { unscored = [], strata: names } = input.cohort;
  const positives = unscored.filter(({ label }) => label === 1).length;
  const counts = { cases: unscored.length, positives, negatives: unscored.length - positives };
  if (unscored.length === 0) return { ...counts, strata: [] };
  return {
    ...counts,
    strata: input.strata.flatMap(({ name, kind, threshold }) => {
      if (kind !== "declared" && kind !== "merged") return [];
      const place = names.indexOf(name);
      const isIn = ({ member }: CohortCase) => kind === "merged" || member[place];
      return [ofStratum(name, threshold, isIn, input)];
    }),
  };
}

function ofStratum(
  stratum: string,
  threshold: number,
  isIn: (one: CohortCase) => boolean,
  { cohort, probabilities, unit, level }: MissingInput,
): StratumMissing {
  const missing = (cohort.unscored ?? []).filter(isIn);
  const scored = cohort.cases.flatMap((one, i) =>
    isIn(one) ? [{ one, right: probabilities[i] >= threshold === (one.label === 1) }] : [],
  );
  const pair = (right: boolean) => {
    const all = [...scored, ...missing.map((one) => ({ one, right }))];
    return { sensitivity: share(all, 1, unit, level), specificity: share(all, 0, unit, level) };
  };
  return {
    stratum,
    positives: missing.filter(({ label }) => label === 1).length,
    negatives: missing.filter(({ label }) => label === 0).length,
    allWrong: pair(false),
    allRight: pair(true),
  };
}

/** The share of a label's cases that are called rightly. */
function share(
  all: readonly { readonly one: CohortCase; readonly right: boolean }[],
  label: 0 | 1,
  unit: "patient" | "case",
  level: number,
): Metric {
  const own = all.filter(({ one }) => one.label === label);
  if (own.length === 0)
    return {
      value: null,
      status: "one-class",
      reason: `no ${label === 1 ? "positive" : "negative"} cases`,
      ci: null,
    };
  const patients = new Map<string | null, number>();
  const groups = own.map(({ one: { patient } }) => {
    if (!patients.has(patient)) patients.set(patient, patients.size);
    return patients.get(patient)!;
  });
  const successes = own.map(({ right }) => (right ? 1 : 0));
  return exactShare(proportionOf(successes, unit === "patient" ? groups : null, level), level);
}
