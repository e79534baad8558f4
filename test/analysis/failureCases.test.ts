import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { failureCases } from "../../src/analysis/failureCases.js";
import type { StratumResult } from "../../src/results/schema/stratum.js";
import { cohortOf } from "./cohortOf.js";

interface Listed {
  readonly count: number;
  readonly of: number;
  readonly cases: readonly string[];
}
const golden = JSON.parse(readFileSync(new URL("golden/failures.json", import.meta.url), "utf8")) as {
  threshold: number;
  cases: { name: string; label: 0 | 1; hard: 0 | 1; probability: number }[];
  strata: { stratum: string; missed: Listed; falseAlarms: Listed }[];
};
const { threshold } = golden;
const { cohort, scores } = cohortOf(
  ["easy", "hard"],
  golden.cases.map(({ label, hard, probability }) => ({
    ...{ stratum: hard ? "hard" : "easy", label, probability },
  })),
);
const stratum = (name: string, kind: StratumResult["kind"]) => ({ name, kind, threshold }) as StratumResult;
const strata = [
  stratum("easy", "declared"),
  stratum("hard", "declared"),
  stratum("old", "band"),
  stratum("merged", "merged"),
];
const nameOf = (id: string) => golden.cases[Number(id)].name;

it("counts the wrong calls of every stratum and ranks them as pandas does, groups left out", () => {
  const found = failureCases(cohort, scores, strata, nameOf);
  const names = ({ count, of, cases }: (typeof found)["strata"][number]["missed"]) => ({
    ...{ count, of, cases: cases.map((one) => one.case) },
  });
  expect(
    found.strata.map((one) => ({
      ...{ stratum: one.stratum, missed: names(one.missed), falseAlarms: names(one.falseAlarms) },
    })),
  ).toEqual(golden.strata);
  // Some are many enough to be cut.
  expect(golden.strata.some(({ falseAlarms }) => falseAlarms.count > falseAlarms.cases.length)).toBe(true);
});

it("gives each case's margin, and the views it has", () => {
  const views = new Map([
    ["PA", scores.cases.map((p) => p / 2)],
    ["LAT", scores.cases.map((p, i) => (i % 2 ? Number.NaN : p))],
  ]);
  const { strata: found } = failureCases(cohort, { ...scores, views }, strata, nameOf);
  for (const { missed, falseAlarms } of found)
    for (const one of [...missed.cases, ...falseAlarms.cases]) {
      const i = golden.cases.findIndex(({ name }) => name === one.case);
      const { probability, label } = golden.cases[i];
      expect(one).toMatchObject({ probability, label, threshold });
      expect(one.margin).toBeCloseTo(label === 1 ? threshold - probability : probability - threshold, 12);
      expect(one.views).toEqual({ PA: probability / 2, ...(i % 2 ? {} : { LAT: probability }) });
    }
});
