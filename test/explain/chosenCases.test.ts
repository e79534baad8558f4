import { describe, expect, it } from "vitest";
import { chooseCases, truePositives, wrongness } from "../../src/analysis/explainedCases.js";
import { localisation, type Peak } from "../../src/analysis/localisation.js";
import type { Cohort, CohortCase } from "../../src/cohort/cohort.js";

/** Cases of one patient each, with a PA and a LAT radiograph. */
function cohortOf(labels: readonly (0 | 1)[], patients = labels.map((_, i) => `p${i}`)): Cohort {
  const cases = labels.map((label, i) => ({
    id: `c${i}`,
    patient: patients[i],
    label,
    member: [i % 2 === 0, i % 2 === 1],
    images: ["LAT", "PA"].map((view) => ({ row: 1, path: `${i}${view}`, view, spacing: null })),
  })) as Partial<CohortCase>[] as CohortCase[];
  return {
    cases,
    strata: ["even", "odd"],
    views: ["LAT", "PA"],
    hasPatients: true,
  } as Partial<Cohort> as Cohort;
}

describe("how wrong a case is", () => {
  it("is its distance from the threshold as a share of what is possible on that side", () => {
    expect(wrongness(1, 0.05, 0.2)).toBeCloseTo(0.75, 12);
    expect(wrongness(0, 0.8, 0.2)).toBeCloseTo(0.75, 12);
    expect(wrongness(1, 0.8, 0.2)).toBeCloseTo(-0.75, 12);
    expect(wrongness(0, 0.05, 0.2)).toBeCloseTo(-0.75, 12);
  });

  it("is 0 on the threshold, and defined for thresholds of 0 and 1", () => {
    expect(wrongness(0, 0.2, 0.2)).toBe(0);
    expect(wrongness(0, 0.3, 0)).toBeCloseTo(0.3, 12);
    expect(wrongness(1, 0.3, 1)).toBeCloseTo(0.7, 12);
    expect(wrongness(0, 1, 1)).toBe(0);
  });
});

describe("the cases shown", () => {
  const cohort = cohortOf([1, 1, 0, 0, 1, 0, 0, 1]);
  // Stratum even: cases 0 (1), 2 (0), 4 (1), 6 (0).
  const scores = Float64Array.of(0.1, 0.5, 0.9, 0.5, 0.4, 0.5, 0.45, 0.5);

  it("are the most wrong first among the wrong, the most right first among the right", () => {
    const chosen = chooseCases(cohort, scores, 0, 0.5, 2);
    expect(chosen).toEqual({ wrong: 3, right: 1, mostWrong: [0, 2], mostRight: [6] });
    expect(chooseCases(cohort, scores, 0, 0.5, 5).mostWrong).toEqual([0, 2, 4]);
  });

  it("a probability on the threshold is positive, and ties go in the cohort's order", () => {
    expect(chooseCases(cohort, scores, 1, 0.5, 5)).toEqual({
      ...{ wrong: 2, right: 2 },
      ...{ mostWrong: [3, 5], mostRight: [1, 7] },
    });
    expect(truePositives(cohort, scores, () => true, 0.5)).toEqual([1, 7]);
  });
});

describe("peaks at the true fracture", () => {
  const sets = [{ stratum: "even", truePositives: [0, 2, 4] }];
  const peak = (caseIndex: number, image: number, distance: number | null): Peak => ({
    ...{ caseIndex, image, distance },
    relative: distance === null ? null : { x: 0.5, y: 0.5 },
    distanceOf: () => 100,
  });
  const peaks = [
    peak(0, 0, 15),
    peak(0, 1, 15.001),
    peak(2, 0, 2),
    peak(2, 1, null),
    peak(4, 1, 4),
    // Not of the set.
    peak(1, 0, 1),
  ];

  it("counts radiographs within 15 mm, those without a peak as not within, view by view", () => {
    const found = localisation(cohortOf([1, 1, 1, 1, 1]), sets, peaks, "case", 0.95);
    expect(
      found.map(({ view, images, cases, withoutPeak, share, medianDistance }) => [
        ...[view, images, cases, withoutPeak, share.value, medianDistance],
      ]),
    ).toEqual([
      [null, 5, 3, 1, 3 / 5, (4 + 15) / 2],
      ["LAT", 2, 2, 0, 1, 8.5],
      ["PA", 3, 3, 1, 1 / 3, (4 + 15.001) / 2],
    ]);
    // R: binom.test(2, 2)$conf.int
    expect(found[1].share.exactCi).toMatchObject({ lower: expect.closeTo(0.1581139, 6), upper: 1 });
  });

  it("beside what the other radiographs' peaks reach, of the same view and other patients", () => {
    // Fractures at 0, 20 and 100 mm of frames of 100 mm; peaks at 0, 10 and 100 mm. PA has one without peak.
    const placed = (caseIndex: number, image: number, at: number | null, fracture: number): Peak => ({
      ...{ caseIndex, image, distance: at === null ? null : Math.abs(at - fracture) },
      relative: at === null ? null : { x: at / 100, y: 0 },
      distanceOf: ({ x }) => Math.abs(100 * x - fracture),
    });
    const three = [placed(0, 0, 0, 0), placed(1, 0, 10, 20), placed(2, 0, 100, 100)];
    const more = [placed(0, 1, null, 0), placed(1, 1, 0, 0)];
    const all = [{ stratum: "all", truePositives: [0, 1, 2] }];
    const found = localisation(cohortOf([1, 1, 1]), all, [...three, ...more], "case", 0.95);
    // LAT: of six pairs only case 0 with the peak of case 1; PA: of two pairs case 0 with the peak of case 1.
    expect(found.map(({ shuffled }) => shuffled)).toEqual([2 / 8, 1 / 6, 1 / 2]);
    const alone = localisation(cohortOf([1, 1, 1], ["p", "p", "p"]), all, three, "patient", 0.95);
    expect(alone[0].shuffled).toBeNull();
  });

  it("without trials says so instead of a share", () => {
    const [{ share }] = localisation(
      cohortOf([1]),
      [{ stratum: "even", truePositives: [0] }],
      [],
      "case",
      0.95,
    );
    expect(share).toMatchObject({ value: null, status: "undefined", exactCi: null });
  });

  it("knows that a patient's radiographs resemble each other", () => {
    const cohort = cohortOf([1, 1, 1, 1], ["a", "a", "b", "b"]);
    const all = [{ stratum: "even", truePositives: [0, 1, 2, 3] }];
    const alike = [0, 1, 2, 3].flatMap((c) => [0, 1].map((image) => peak(c, image, c < 2 ? 3 : 40)));
    const [byPatient] = localisation(cohort, all, alike, "patient", 0.95);
    const [byCase] = localisation(cohort, all, alike, "case", 0.95);
    const width = ({ share }: typeof byCase) => share.exactCi!.upper - share.exactCi!.lower;
    expect(width(byPatient)).toBeGreaterThan(width(byCase));
  });
});
