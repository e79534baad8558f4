import type { Cohort } from "../cohort/cohort.js";
import { patientsInSeveralStrata } from "../cohort/cohort.js";
import type { ManifestSource } from "../cohort/source.js";
import type { CohortResult } from "../results/schema/results.js";
import { quantileInPlace } from "../statistics/index.js";

/** The cohort as results.json describes it. */
export function describeCohort(
  cohort: Cohort,
  source: ManifestSource,
  imagesSha256: string | null,
  casesTable: CohortResult["casesTable"],
): CohortResult {
  const images = cohort.cases.flatMap((one) => one.images);
  return {
    name: source.name,
    sha256: cohort.sha256,
    flow: [...cohort.flow],
    cases: cohort.cases.length,
    patients: cohort.hasPatients ? new Set(cohort.cases.map((one) => one.patient)).size : null,
    images: images.length,
    imagesSha256,
    casesTable,
    patientsInSeveralStrata: patientsInSeveralStrata(cohort),
    age: ages(cohort),
    sex: tally(cohort.cases.map((one) => one.sex)),
    views: tally(images.map((image) => image.view)) ?? {},
  };
}

function ages(cohort: Cohort): CohortResult["age"] {
  const known = Float64Array.from(cohort.cases.flatMap((one) => (one.age === null ? [] : [one.age])));
  if (known.length === 0) return null;
  const at = (share: number) => quantileInPlace(known, share);
  return {
    known: known.length,
    minimum: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    maximum: at(1),
  };
}

/** Counts by value in the order of the values' names; null where none is known. */
function tally(values: readonly (string | null)[]): Record<string, number> | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts.size === 0 ? null : Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
