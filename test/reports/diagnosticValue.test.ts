import { expect, it } from "vitest";
import { formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { diagnosticValueSection } from "../../reports/sections/diagnosticValue.js";
import { sourceOf, valueAt } from "../../reports/source.js";
import { resultsFileSchema } from "../../src/results/schema/results.js";
import { goldenResults, manyStrata } from "./goldenResults.js";

const interval = (value: number) => ({ lower: value / 2, upper: value, level: 0.95, method: "log method" });
const figure = (value: number) => ({ value, status: "ok" as const, ci: interval(value) });
const reason = "no false positives: specificity is 1, so nothing bounds LR+ above";
const added = {
  likelihoodRatios: { positive: figure(12.7), negative: figure(0.046) },
  predictiveValues: [0.01, 0.5].map((prevalence) => ({ prevalence, ppv: figure(0.9), npv: figure(0.97) })),
};

function withValues(file = goldenResults("reference")) {
  const strata = file.results.strata.map((one) => ({ ...one, ...added }));
  strata[0] = {
    ...strata[0],
    likelihoodRatios: {
      ...added.likelihoodRatios,
      positive: { ...{ value: null, status: "undefined" as const, reason }, ci: null } as never,
    },
  };
  return resultsFileSchema.parse({ ...file, results: { ...file.results, strata } });
}

it("every figure is the results' own; an unbounded ratio gives its reason", async () => {
  const file = withValues();
  const html = await renderHtml(file);
  const section = html.slice(html.indexOf('id="diagnostic-value"'));
  const own = section.slice(0, section.indexOf("</section>"));
  expect(own).toContain(reason);
  const figures = [
    ...own.matchAll(
      /data-pointer="(\/results\/strata\/\d\/(?:likelihood|predictive)[^"]+)"[^>]*data-format="(\w+)"[^>]*>([^<]+)</g,
    ),
  ];
  // Five ratios; 3 strata × 2 prevalences × 2 values, tabled and again beside the charts; bounds of each.
  expect(figures).toHaveLength(3 * (5 + 12 + 12));
  for (const [, pointer, format, text] of figures)
    expect(text).toBe(formatted(valueAt(file, pointer), format as "metric"));
  expect(own.match(/id="figure-at-prevalence-(ppv|npv)"/g)).toHaveLength(2);
});

it("results without them have no such part; many strata have tables alone", () => {
  const old = goldenResults("reference");
  for (const stratum of old.results.strata) {
    delete stratum.likelihoodRatios;
    delete stratum.predictiveValues;
  }
  expect(diagnosticValueSection(sourceOf(old))).toBeUndefined();
  const many = diagnosticValueSection(sourceOf(withValues(manyStrata(12))))!;
  expect(many.blocks.map(({ kind }) => kind)).toEqual(["table", "table", "paragraph"]);
});
