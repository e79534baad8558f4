import { readdirSync, readFileSync } from "node:fs";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";

export const goldenNames = ["reference", "degenerate"] as const;

/** A golden results file, as the schema reads it. */
export function goldenResults(name: (typeof goldenNames)[number]): ResultsFile {
  return resultsFileSchema.parse(
    JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8")),
  );
}

const variantsFolder = new URL("golden/variants/", import.meta.url);

/** The golden runs that make reports look their own ways, without the ending of their files. */
export const variantNames = readdirSync(variantsFolder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

/** One of them, as the schema reads it. */
export function variantResults(name: string): ResultsFile {
  return resultsFileSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, variantsFolder), "utf8")));
}

/** The reference run with many declared strata, and six crossed cells and bands, to fill the page. */
export function manyStrata(count: number): ResultsFile {
  const file = goldenResults("reference");
  const { results } = file;
  const [general, hard, merged] = results.strata;
  const copy = (index: number) => structuredClone(index % 2 === 0 ? hard : general);
  const more = Array.from({ length: count - 2 }, (_, index) => ({
    ...copy(index),
    name: `stratum ${index + 1} with a longer name`,
  }));
  const cell = (kind: "crossed" | "band", index: number, name: string) => ({
    ...copy(index),
    ...{ name, kind, views: {} },
    needed: {
      ...{ halfWidth: 0.05, tooSmall: index === 0, specificity: null, auroc: null },
      sensitivity: { at: 0.8, from: "observed" as const, positives: 262 },
    },
  });
  const sites = ["north", "the general hospital on the hill", "<b>south</b>"];
  const cells = sites.map((site, index) => cell("crossed", index, `ct_confirmed=1,site=${site}`));
  const bands = ["0 to <16", "16 to <50", "50 to 120"].map((ages, index) =>
    cell("band", index, `age ${ages}`),
  );
  const standardised = {
    reference: general.name,
    prevalence: general.positives / general.cases,
    metrics: hard.metrics,
    differences: { aupr: { ...hard.metrics.aupr, value: -0.1, ci: null, ciReason: "too few" } },
  };
  results.strata = [
    general,
    ...[hard, ...more].map((one) => ({ ...one, atReferencePrevalence: standardised })),
    ...[...cells, ...bands, merged],
  ];
  results.subgroups = [
    {
      ...{ kind: "crossed", by: ["ct_confirmed", "site"], strata: cells.map(({ name }) => name) },
      labels: sites.map((site) => `1, ${site}`),
      ...{ blank: 3, outside: 0, empty: ["ct_confirmed=0,site=north"] },
    },
    {
      ...{ kind: "band", by: ["age"], strata: bands.map(({ name }) => name) },
      labels: bands.map(({ name }) => name.slice("age ".length)),
      ...{ blank: 0, outside: 2, empty: [] },
    },
  ];
  const shown = results.gaps.slice(0, 3);
  const values = { stratumValue: 0.84, referenceValue: 0.99 };
  results.gaps = [
    ...[hard, ...more].flatMap(({ name }) => shown.map((gap) => ({ ...gap, ...values, stratum: name }))),
    ...[...cells, ...bands].flatMap(({ name }) =>
      shown.map((gap) => ({ ...gap, stratum: name, family: "exploratory" as const })),
    ),
    ...[hard, ...more].flatMap(({ name }) =>
      shown.map((gap) => ({ ...gap, stratum: name, reference: "rest", family: "descriptive" as const })),
    ),
  ];
  results.masking!.parts = {
    worst: { pairs: 1700, weight: 0.07, auroc: 0.84, lift: 0 },
    others: { pairs: 10062, weight: 0.414, auroc: 0.99, lift: 0.0621 },
    across: { pairs: 12525, weight: 0.516, auroc: 0.98, lift: 0.0722 },
  };
  return file;
}
