import type { Cohort } from "../cohort/cohort.js";
import { patientsInSeveralStrata } from "../cohort/cohort.js";
import type { ManifestSource } from "../cohort/source.js";
import type { Independence } from "../results/schema/cohortParts.js";
import type { CohortResult } from "../results/schema/results.js";
import { ageHistogram, ages, makeUpByStratum, tally } from "./makeUp.js";

/** The cohort as results.json describes it. */
export function describeCohort(
  cohort: Cohort,
  source: ManifestSource,
  imagesSha256: string | null,
  casesTable: CohortResult["casesTable"],
  independence: Independence,
): CohortResult {
  const images = cohort.cases.flatMap((one) => one.images);
  const histogram = ageHistogram(cohort);
  return {
    name: source.name,
    sha256: cohort.sha256,
    flow: [...cohort.flow],
    cases: cohort.cases.length,
    patients: cohort.hasPatients ? new Set(cohort.cases.map((one) => one.patient)).size : null,
    images: cohort.hasImages ? images.length : 0,
    namesImages: cohort.hasImages,
    imagesSha256,
    casesTable,
    patientsInSeveralStrata: patientsInSeveralStrata(cohort),
    age: ages(cohort.cases),
    sex: tally(cohort.cases.map((one) => one.sex)),
    views: tally(images.map((image) => image.view)) ?? {},
    byStratum: makeUpByStratum(cohort),
    ...(histogram && { ageHistogram: histogram }),
    independence,
  };
}
