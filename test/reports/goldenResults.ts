import { readFileSync } from "node:fs";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";

export const goldenNames = ["reference", "degenerate"] as const;

/** A golden results file, as the schema reads it. */
export function goldenResults(name: (typeof goldenNames)[number]): ResultsFile {
  return resultsFileSchema.parse(
    JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8")),
  );
}

/** The reference run with many strata of every kind, to fill the page. */
export function manyStrata(count: number): ResultsFile {
  const file = goldenResults("reference");
  const { results } = file;
  const [general, hard, merged] = results.strata;
  const kinds = ["declared", "crossed", "band"] as const;
  const more = Array.from({ length: count - 2 }, (_, index) => ({
    ...structuredClone(index % 2 === 0 ? hard : general),
    name: `stratum ${index + 1} with a longer name`,
    kind: kinds[index % 3],
  }));
  results.strata = [general, hard, ...more, merged];
  results.gaps = [hard, ...more].flatMap(({ name }) =>
    results.gaps.slice(0, 3).map((gap) => ({ ...gap, stratum: name })),
  );
  return file;
}
