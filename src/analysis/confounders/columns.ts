import type { Cohort } from "../../cohort/cohort.js";
import {
  type Confounder,
  confounderValue,
  declaredConfounders,
  isNumeric,
  levelsOf,
  numberOf,
} from "../../cohort/confounders.js";
import type { Value } from "../../cohort/variables.js";
import * as messages from "../../messages/confounders.js";
import type { StrataFile } from "../../strata/schema.js";

/** A confounder with its value in every case of the cohort, and how it enters a model. */
export interface ConfounderColumn {
  readonly name: string;
  readonly values: readonly Value[];
  /** Null where it is numeric: the levels by name, and the one the others are compared with. */
  readonly categories: { readonly levels: readonly string[]; readonly reference: string } | null;
}

/** One column of a model before it is scaled. */
export interface ModelColumn {
  readonly name: string;
  readonly values: Float64Array;
  /** Absent where the numbers are the manifest's own. */
  readonly coding?: string;
}

/** The cases that can be modelled, and the confounders as columns. */
export interface ModelColumns {
  /** Of the cohort's cases: those with every confounder known. */
  readonly cases: number[];
  readonly columns: ModelColumn[];
  readonly missing: Record<string, number>;
  /** Confounders that don't vary here. */
  readonly left: { name: string; reason: string }[];
  readonly warnings: string[];
}

/** Every declared confounder over the whole cohort: a level means the same in each stratum. */
export function confounderColumns(cohort: Cohort, strata: StrataFile): ConfounderColumn[] {
  return declaredConfounders(strata).map((confounder) => columnOf(cohort, confounder));
}

function columnOf(cohort: Cohort, confounder: Confounder): ConfounderColumn {
  const values = cohort.cases.map((one) => confounderValue(one, confounder));
  const { name, reference } = confounder;
  if (isNumeric(confounder, values)) return { name, values: values.map(numberOf), categories: null };
  const byFrequency = levelsOf(values).map(({ level }) => level);
  return {
    name,
    values: values.map((value) => (value === null ? null : String(value))),
    categories: { levels: [...byFrequency].sort(), reference: reference ?? byFrequency[0] },
  };
}

/**
 * Lays out the confounders of some cases. A categorical one with two levels in the cohort is one column of
 * its own name; with more, one a level, `name=level`, but for the reference.
 * @param selected indices into the cohort's cases
 */
export function modelColumns(
  confounders: readonly ConfounderColumn[],
  selected: readonly number[],
): ModelColumns {
  const cases = selected.filter((i) => confounders.every(({ values }) => values[i] !== null));
  const missing = Object.fromEntries(
    confounders.map(({ name, values }) => [name, selected.filter((i) => values[i] === null).length]),
  );
  const columns: ModelColumn[] = [];
  const left: ModelColumns["left"] = [];
  const warnings: string[] = [];
  for (const confounder of cases.length === 0 ? [] : confounders) {
    const { name, values, categories } = confounder;
    const here = [...new Set(cases.map((i) => values[i]))];
    if (here.length === 1) left.push({ name, reason: messages.sameForAll(String(here[0])) });
    else if (categories === null)
      columns.push({ name, values: Float64Array.from(cases, (i) => values[i] as number) });
    else {
      const levels = categories.levels.filter((level) => here.includes(level));
      const present = levels.includes(categories.reference);
      const reference = present ? categories.reference : levelsOf(cases.map((i) => values[i]))[0].level;
      if (!present) warnings.push(messages.otherReference(name, categories.reference, reference));
      const alone = categories.levels.length === 2;
      for (const level of levels.filter((one) => one !== reference))
        columns.push({
          name: alone ? name : `${name}=${level}`,
          values: Float64Array.from(cases, (i) => (values[i] === level ? 1 : 0)),
          coding: alone ? `1 = ${level}, 0 = ${reference}` : `1 = ${level}; reference ${reference}`,
        });
    }
  }
  return { cases, columns, missing, left, warnings };
}
