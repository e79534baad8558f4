import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { FoundLandmarks } from "../../runners/imageModel.js";
import type { AnalysisInput } from "../../src/analysis/analyse.js";
import { landmarkQuality } from "../../src/analysis/landmarks.js";
import type { Cohort, TruePoint } from "../../src/cohort/cohort.js";
import type { LandmarkQuality } from "../../src/results/schema/analyses.js";
import { strataFileSchema } from "../../src/strata/schema.js";

interface Golden {
  width: number;
  height: number;
  spacing: { row: number; column: number };
  cases: {
    patient: number;
    hard: boolean;
    images: { view: string; true: TruePoint[]; predicted: [number, number][] }[];
  }[];
  results: (Omit<LandmarkQuality, "recall"> & {
    recall: { within: number; value: number; lower: number; upper: number }[];
  })[];
}
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/landmarks.json"), "utf8"));

function input(cases = golden.cases): AnalysisInput {
  const { width, height, spacing } = golden;
  const cohort: Cohort = {
    name: "golden",
    file: "golden.csv",
    sha256: "0".repeat(64),
    strata: ["easy", "hard"],
    views: ["LAT", "PA"],
    flow: [],
    manifestCases: new Map(),
    hasPatients: true,
    hasImages: true,
    cases: cases.map((one, c) => ({
      id: `c${c}`,
      patient: `p${one.patient}`,
      label: 0,
      member: [!one.hard, one.hard],
      images: one.images.map((image, i) => ({
        row: 2 * c + i + 1,
        path: `${c}-${i}.png`,
        view: image.view,
        spacing: null,
        landmarks: image.true,
      })),
      age: null,
      sex: null,
      variables: new Map(),
    })),
  };
  const landmarks = cases.map((one) =>
    one.images.map((image): FoundLandmarks => ({ points: image.predicted, width, height, spacing })),
  );
  return {
    cohort,
    scores: { cases: new Float64Array(cases.length), views: new Map(), members: [], landmarks },
    strata: strataFileSchema.parse({
      version: 1,
      name: "golden",
      cohort: { manifest: "golden.csv", columns: { case: "id", label: "label" } },
      strata: [
        { name: "easy", where: "true" },
        { name: "hard", where: "true" },
      ],
    }),
    modelThreshold: null,
    resampling: { iterations: 100, seed: 1, level: 0.95 },
    unit: "patient",
  };
}

it("distances and recall by stratum and view are NumPy's, intervals SciPy's at the effective size", () => {
  const found = landmarkQuality(input());
  expect(found.map(({ stratum, view }) => [stratum, view])).toEqual(
    golden.results.map(({ stratum, view }) => [stratum, view]),
  );
  golden.results.forEach((expected, i) => {
    const { images, points, error, byPoint, recall } = found[i];
    expect([images, points]).toEqual([expected.images, expected.points]);
    for (const [key, value] of Object.entries(expected.error!))
      expect(error![key as keyof typeof error & string]).toBeCloseTo(value, 10);
    expected.byPoint.forEach((one, p) => {
      expect(byPoint[p].points).toBe(one.points);
      expect(byPoint[p].mean).toBeCloseTo(one.mean!, 10);
      expect(byPoint[p].median).toBeCloseTo(one.median!, 10);
    });
    expected.recall.forEach(({ within, value, lower, upper }, r) => {
      expect(recall[r].within).toBe(within);
      expect(recall[r].metric.value).toBeCloseTo(value, 12);
      expect(recall[r].metric.exactCi!.lower).toBeCloseTo(lower, 9);
      expect(recall[r].metric.exactCi!.upper).toBeCloseTo(upper, 9);
    });
  });
});

it("without any true point there is no figure, and a reason", () => {
  const none = golden.cases.map((one) => ({
    ...one,
    images: one.images.map((image) => ({ ...image, true: [null, null, null] })),
  }));
  const [first] = landmarkQuality(input(none));
  expect(first).toMatchObject({ images: 0, points: 0, error: null });
  expect(first.byPoint[0]).toEqual({ points: 0, mean: null, median: null });
  expect(first.recall[0].metric).toMatchObject({
    value: null,
    status: "undefined",
    reason: "no true points",
  });
});
