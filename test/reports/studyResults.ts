import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { comparedStudy } from "../../src/run/publishedStudy.js";
import { strataFileSchema } from "../../src/strata/schema.js";
import { goldenResults } from "./goldenResults.js";

export const compareWith = {
  study: "deepwrist-2021",
  strata: { general: "general", "ct-confirmed": "ct-confirmed" },
};

/** A strata file that compares with a study, its strata under the given names. */
export function comparingStrata(compared: object | undefined, names = ["general", "ct-confirmed"]) {
  return strataFileSchema.parse({
    version: 1,
    name: "test",
    cohort: { manifest: "cohort.csv", columns: { case: "id", label: "fracture" } },
    strata: names.map((name) => ({ name, where: "true" })),
    compareWith: compared,
  });
}

/** The reference results with the published study beside them. */
export function besideStudy(): ResultsFile {
  const file = goldenResults("reference");
  file.results.study = comparedStudy(comparingStrata(compareWith));
  return resultsFileSchema.parse(JSON.parse(JSON.stringify(file)));
}
