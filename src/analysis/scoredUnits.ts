import type { Cohort } from "../cohort/cohort.js";

/** The scored units of one set of cases, as the statistics take them: arrays of one length. */
export interface ScoredUnits {
  readonly scores: Float64Array;
  readonly labels: Uint8Array;
  /** The patient of each unit, where patients are resampled whole. */
  readonly clusters: Int32Array | undefined;
}

/**
 * Picks units out of a cohort.
 * @param probability by case; NaN where there is none (a view that a case lacks)
 * @param selected which cases
 */
export function scoredUnits(
  cohort: Cohort,
  probability: Float64Array,
  patients: Int32Array | undefined,
  selected: (index: number) => boolean,
): ScoredUnits {
  const indices = cohort.cases.flatMap((_, i) => (selected(i) && !Number.isNaN(probability[i]) ? [i] : []));
  return {
    scores: Float64Array.from(indices, (i) => probability[i]),
    labels: Uint8Array.from(indices, (i) => cohort.cases[i].label),
    clusters: patients && Int32Array.from(indices, (i) => patients[i]),
  };
}

/** A number for each patient, in the order of first appearance. */
export function patientNumbers(cohort: Cohort): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(cohort.cases, ({ patient }) => {
    const number = numbers.get(patient!) ?? numbers.size;
    numbers.set(patient!, number);
    return number;
  });
}

export const count = (labels: Uint8Array, value: 0 | 1): number => {
  let n = 0;
  for (const label of labels) if (label === value) n++;
  return n;
};
