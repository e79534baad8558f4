import { expect, it } from "vitest";
import { formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { landmarkSections } from "../../reports/sections/landmarks.js";
import { sourceOf, valueAt } from "../../reports/source.js";
import type { LandmarkQuality } from "../../src/results/schema/analyses.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

const recall = [1, 1.5, 2, 3, 4, 5].map((within, i) => ({
  within,
  metric: {
    value: 0.5 + i / 12,
    status: "ok" as const,
    ci: null,
    exactCi: { lower: 0.4 + i / 12, upper: 0.55 + i / 12, level: 0.95, method: "Clopper–Pearson" },
  },
}));

const found = (stratum: string, view: string): LandmarkQuality => ({
  stratum,
  view,
  images: 207,
  points: 621,
  error: { mean: 0.81, median: 0.72, percentile95: 1.76, maximum: 6.5 },
  byPoint: [0.7, 0.8, 0.93].map((mean) => ({ points: 207, mean, median: mean - 0.1 })),
  recall,
});

function withLandmarks(list: LandmarkQuality[]): ResultsFile {
  const file = goldenResults("reference");
  return resultsFileSchema.parse({ ...file, results: { ...file.results, landmarks: list } });
}

it("every figure is the results' own, a chart a view", async () => {
  const file = withLandmarks([found("general", "PA"), found("merged", "PA"), found("general", "LAT")]);
  const html = await renderHtml(file);
  const section = html.slice(html.indexOf('id="landmarks"'));
  const own = section.slice(0, section.indexOf("</section>"));
  const figures = [
    ...own.matchAll(/data-pointer="(\/results\/landmarks[^"]+)"[^>]*data-format="(\w+)"[^>]*>([^<]+)</g),
  ];
  // Errors of three rows; recalls of three rows, and again in the charts' tables.
  expect(figures.length).toBe(3 * (2 + 4 + 3) + 2 * 3 * 6 * 3);
  for (const [, pointer, format, text] of figures)
    expect(text).toBe(formatted(valueAt(file, pointer), format as "metric"));
  expect(own.match(/id="figure-landmarks-\d+"/g)).toHaveLength(2);
});

it("no section without landmarks; a stratum without true points says so", () => {
  expect(landmarkSections(sourceOf(goldenResults("reference")))).toEqual([]);
  const none = {
    ...found("general", "PA"),
    points: 0,
    images: 0,
    error: null,
    byPoint: [0, 1, 2].map(() => ({ points: 0, mean: null, median: null })),
    recall: recall.map(({ within }) => ({
      within,
      metric: { value: null, status: "undefined" as const, reason: "no true points", ci: null },
    })),
  };
  const [section] = landmarkSections(sourceOf(withLandmarks([none])));
  expect(JSON.stringify(section.blocks[1])).toContain("no true points");
});
