import type { Cohort, CohortCase } from "../cohort/cohort.js";
import type { AgeHistogram, Ages, StratumMakeUp } from "../results/schema/cohortParts.js";
import { quantileInPlace } from "../statistics/index.js";

/** The cases of every declared stratum in their order, then all together as `merged`. */
function groupsOf(cohort: Cohort): { readonly stratum: string; readonly cases: readonly CohortCase[] }[] {
  const declared = cohort.strata.map((stratum, s) => ({
    stratum,
    cases: cohort.cases.filter(({ member }) => member[s]),
  }));
  return [...declared, { stratum: "merged", cases: cohort.cases }];
}

/** Who is in each stratum: patients, ages, sexes, views. */
export function makeUpByStratum(cohort: Cohort): StratumMakeUp[] {
  return groupsOf(cohort).map(({ stratum, cases }) => ({
    ...{ stratum, cases: cases.length },
    patients: cohort.hasPatients ? new Set(cases.map(({ patient }) => patient)).size : null,
    age: ages(cases),
    sex: tally(cases.map(({ sex }) => sex)),
    views: tally(cases.flatMap(({ images }) => images.map(({ view }) => view))) ?? {},
  }));
}

/** Quartiles as NumPy's default (Hyndman & Fan 1996, type 7); null where no age is known. */
export function ages(cases: readonly CohortCase[]): Ages | null {
  const known = Float64Array.from(cases.flatMap(({ age }) => age ?? []));
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

/** Most bins of a histogram. */
const mostBins = 15;

/**
 * Ages by stratum in the same bins of 1, 2, 5, 10, … whole years, as narrow as at most 15 bins allow; undefined
 * where no age is known.
 */
export function ageHistogram(cohort: Cohort): AgeHistogram | undefined {
  const all = ages(cohort.cases);
  if (all === null) return undefined;
  const bins = (width: number) => Math.floor(all.maximum / width) - Math.floor(all.minimum / width) + 1;
  let [width, step] = [1, 0];
  while (bins(width) > mostBins) width *= [2, 2.5, 2][step++ % 3];
  const first = Math.floor(all.minimum / width);
  return {
    edges: Array.from({ length: bins(width) + 1 }, (_, bin) => (first + bin) * width),
    strata: groupsOf(cohort).map(({ stratum, cases }) => {
      const counts = new Array<number>(bins(width)).fill(0);
      for (const { age } of cases) if (age !== null) counts[Math.floor(age / width) - first]++;
      return { stratum, counts };
    }),
  };
}

/** Counts by value in the order of the values' names; null where none is known. */
export function tally(values: readonly (string | null)[]): Record<string, number> | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts.size === 0 ? null : Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
