import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { missingResults } from "../../src/analysis/missingResults.js";
import { type Cohort, withoutUnreadable } from "../../src/cohort/cohort.js";
import type { StratumResult } from "../../src/results/schema/stratum.js";
import { independence, independenceWarnings } from "../../src/run/independence.js";
import { ageHistogram, makeUpByStratum } from "../../src/run/makeUp.js";
import { cohortOf, type MadeCase } from "../analysis/cohortOf.js";

interface Share {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}
type Pair = { readonly sensitivity: Share; readonly specificity: Share };
const golden = JSON.parse(readFileSync(new URL("golden/cohort.json", import.meta.url), "utf8")) as {
  threshold: number;
  cases: (MadeCase & { hard: 0 | 1; missing: boolean })[];
  edges: number[];
  strata: {
    stratum: string;
    cases: number;
    patients: number;
    age: number[];
    counts: number[];
    sex: Record<string, number>;
  }[];
  missing: { stratum: string; positives: number; negatives: number; allWrong: Pair; allRight: Pair }[];
};
const made = cohortOf(
  ["easy", "hard"],
  golden.cases.map((one) => ({ ...one, stratum: one.hard ? "hard" : "easy" })),
);
const dropped = new Set(golden.cases.flatMap(({ missing }, i) => (missing ? [String(i)] : [])));
const all: Cohort = {
  ...made.cohort,
  flow: [
    { step: "manifest", cases: 140, images: 140 },
    { step: "analysed", cases: 140, images: 140 },
  ],
};
const cohort = withoutUnreadable(all, dropped, "An image can't be read");
const probabilities = made.scores.cases.filter((_, i) => !dropped.has(String(i)));
const { threshold } = golden;
const strata = (["easy", "hard", "merged"] as const).map(
  (name) => ({ name, kind: name === "merged" ? "merged" : "declared", threshold }) as StratumResult,
);

describe("who is in each stratum", () => {
  it("is what pandas and numpy count, quartiles and histogram among it", () => {
    const histogram = ageHistogram(cohort)!;
    expect(histogram.edges).toEqual(golden.edges);
    makeUpByStratum(cohort).forEach((found, index) => {
      const { age, counts, ...rest } = golden.strata[index];
      expect(found).toMatchObject(rest);
      const { known, minimum, lowerQuartile, median, upperQuartile, maximum } = found.age!;
      expect(known).toBe(age[0]);
      [minimum, lowerQuartile, median, upperQuartile, maximum].forEach((value, i) => {
        expect(value).toBeCloseTo(age[i + 1], 12);
      });
      expect(histogram.strata[index]).toEqual({ stratum: rest.stratum, counts });
    });
  });

  it("has no ages where none is known, and one bin where all are of one age", () => {
    const of = (age: number | null) =>
      cohortOf(["a"], [{ stratum: "a", label: 1, probability: 0.5, age }]).cohort;
    expect(ageHistogram(of(null))).toBeUndefined();
    expect(makeUpByStratum(of(null))[0]).toMatchObject({ age: null, sex: null, views: {} });
    expect(ageHistogram(of(61))).toMatchObject({
      edges: [61, 62],
      strata: [{ counts: [1] }, { counts: [1] }],
    });
  });
});

describe("missing results", () => {
  const input = { cohort, probabilities, strata, unit: "case" as const, level: 0.95 };

  it("bound sensitivity and specificity as statsmodels' exact intervals do", () => {
    const found = missingResults(input);
    expect(found.cases).toBe(dropped.size);
    expect(found.strata.length).toBe(3);
    found.strata.forEach((one, index) => {
      const expected = golden.missing[index];
      expect(one).toMatchObject({ positives: expected.positives, negatives: expected.negatives });
      for (const kind of ["allWrong", "allRight"] as const)
        for (const metric of ["sensitivity", "specificity"] as const) {
          const { value, exactCi } = one[kind][metric];
          expect(value).toBeCloseTo(expected[kind][metric].value, 12);
          expect(exactCi!.lower).toBeCloseTo(expected[kind][metric].lower, 9);
          expect(exactCi!.upper).toBeCloseTo(expected[kind][metric].upper, 9);
        }
    });
  });

  it("take patients together where patients are resampled, and say what a lacking class is", () => {
    const byPatient = missingResults({ ...input, unit: "patient" }).strata[2].allWrong.sensitivity;
    expect(byPatient.exactCi!.method).toMatch(/effective size/);
    const one = cohortOf(["a"], [{ stratum: "a", label: 1, probability: 0.9 }]);
    const lone = missingResults({
      ...input,
      cohort: { ...one.cohort, unscored: [one.cohort.cases[0]] },
      probabilities: one.scores.cases,
      strata: [{ name: "a", kind: "declared", threshold: 0.5 } as StratumResult],
    }).strata[0];
    expect(lone.allWrong.sensitivity).toMatchObject({ value: 0.5 });
    expect(lone.allRight.sensitivity).toMatchObject({ value: 1 });
    expect(lone.allWrong.specificity).toMatchObject({ value: null, reason: "no negative cases" });
  });

  it("are none where every case has a score", () => {
    expect(missingResults({ ...input, cohort: all, probabilities: made.scores.cases })).toEqual({
      ...{ cases: 0, positives: 0, negatives: 0, strata: [] },
    });
  });
});

describe("independence", () => {
  const list = (["0", "1", "2", "3", "4"] as const).map(
    (_, i): MadeCase => ({
      ...{ stratum: "a", label: i % 2 ? 1 : 0, probability: 0.5, patient: `p${i}` },
    }),
  );
  const five: Cohort = { ...cohortOf(["a"], list).cohort, hasImages: true };
  const hashes = [["aa", "bb"], ["cc"], ["bb", "dd"], ["cc", "ee"], ["ff", "ff"]];
  const name = (_: string, id: string) => `c-${9 - Number(id)}`;
  const training = {
    ...{ file: "train.csv", sha256: "0".repeat(64), rows: 9 },
    values: new Map([
      ["patient" as const, new Set(["p1", "p4", "someone"])],
      ["case" as const, new Set(["else"])],
      ["sha256" as const, new Set(["dd", "ee"])],
    ]),
  };

  it("names files that several cases have, and counts those whose labels differ", () => {
    const { duplicateFiles } = independence(five, [...hashes.slice(0, 3), ["ee", "bb"], ["ff", "ff"]], name);
    expect(duplicateFiles).toEqual({
      ...{ status: "checked", images: 9, groups: 1, cases: 3, differingLabels: 1 },
      examples: [["c-6", "c-7", "c-9"]],
    });
    expect(independence(five, hashes, name).duplicateFiles).toMatchObject({
      ...{ groups: 2, cases: 4, differingLabels: 0 },
      examples: [
        ["c-6", "c-8"],
        ["c-7", "c-9"],
      ],
    });
  });

  it("finds cases in the training list by patient, case and image, and warns of them", () => {
    const found = independence({ ...five, training }, hashes, name);
    expect(found.training!.overlap).toEqual([
      { status: "checked", by: "patient", listed: 3, cases: 2, first: ["c-5", "c-8"] },
      { status: "checked", by: "case", listed: 1, cases: 0, first: [] },
      { status: "checked", by: "sha256", listed: 2, cases: 2, first: ["c-6", "c-7"] },
    ]);
    expect(independenceWarnings(found)).toEqual([
      expect.stringMatching(/^2 image files stand in more than one case, byte for byte \(4 cases\): /),
      expect.stringMatching(
        /^2 cases \(c-5, c-8\) evaluated have their patient in the training list train\.csv/,
      ),
      expect.stringMatching(/^2 cases \(c-6, c-7\) evaluated have their image file/),
    ]);
  });

  it("says what can't be checked without the images, and why", () => {
    const without = independence({ ...five, training }, null, name);
    expect(without.duplicateFiles).toEqual({
      status: "not-checked",
      reason: expect.stringMatching(/from a table/),
    });
    expect(without.training!.overlap[2]).toMatchObject({ status: "not-checked", by: "sha256" });
    expect(independence({ ...five, hasImages: false }, null, name)).toEqual({
      duplicateFiles: { status: "not-checked", reason: "the manifest names no images" },
      training: null,
    });
  });
});
