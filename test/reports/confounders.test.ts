import { expect, it } from "vitest";
import { type OddsRow, oddsChart, oddsDecades } from "../../reports/charts/oddsChart.js";
import { type Format, formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { calibrationSection } from "../../reports/sections/calibration.js";
import { confoundersSection } from "../../reports/sections/confounders.js";
import { sourceOf, valueAt } from "../../reports/source.js";
import { calibration } from "../../src/analysis/calibration.js";
import { confounders } from "../../src/analysis/confounders/confounders.js";
import { strataInteraction } from "../../src/analysis/confounders/strataInteraction.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { RandomStream } from "../../src/statistics/index.js";
import { inputOf, type TestCase } from "../analysis/confoundersInput.js";
import { goldenResults } from "./goldenResults.js";

const strata = ["general", "ct-confirmed"];

/** The reference results with analyses of cases made so: general's score sees the fracture, the other's only age. */
function withAnalyses(change: (one: TestCase, i: number) => TestCase = (one) => one): ResultsFile {
  const random = new RandomStream(5, "report");
  const cases = Array.from({ length: 300 }, (_, i): TestCase => {
    const age = 20 + 60 * random.uniform();
    const label = random.uniform() < (i < 180 ? 0.5 : 1 / (1 + Math.exp((70 - age) / 8))) ? 1 : 0;
    const score =
      i < 180
        ? 0.25 + 0.5 * label * random.uniform() + 0.2 * random.uniform()
        : age / 90 + 0.1 * random.uniform();
    const own = { age: i % 40 ? age : null, sex: random.uniform() < 0.5 ? "F" : "M" };
    return change({ label, score, stratum: strata[i < 180 ? 0 : 1], ...own }, i);
  });
  const input = inputOf(cases, {
    strata,
    confounders: ["age", "sex"],
    reference: "general",
    iterations: 100,
  });
  const file = goldenResults("reference");
  const { results } = file;
  results.confounders = confounders(input);
  results.strataInteraction = strataInteraction(input)!;
  for (const stratum of results.strata) {
    const own = cases.filter((one) => stratum.name === "merged" || one.stratum === stratum.name);
    stratum.calibration = calibration(
      {
        scores: Float64Array.from(own, ({ score }) => score),
        labels: Uint8Array.from(own, ({ label }) => label),
        clusters: undefined,
      },
      input.resampling,
      stratum.name,
    );
  }
  return resultsFileSchema.parse(JSON.parse(JSON.stringify(file)));
}

const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
const section = (html: string, id: string) =>
  html.slice(
    html.indexOf(`<section id="${id}"`),
    html.indexOf("</section>", html.indexOf(`<section id="${id}"`)),
  );
const words = (html: string) => unescaped(html.replace(/<[^>]+>/g, "")).replace(/\u00a0/g, " ");

it("every figure of both sections is the results', every id stands once, every chart is drawn", async () => {
  const file = withAnalyses();
  const html = await renderHtml(file);
  for (const id of ["calibration", "confounders"]) {
    const part = section(html, id);
    const printed = [...part.matchAll(/data-pointer="([^"]*)" data-format="(\w+)">([^<]*)</g)];
    expect(printed.length).toBeGreaterThan(40);
    for (const [, pointer, format, text] of printed)
      expect(unescaped(text), pointer).toBe(formatted(valueAt(file, unescaped(pointer)), format as Format));
    expect(part.match(/<svg [^>]*role="img"/g)).toHaveLength(3);
  }
  const ids = [...html.matchAll(/<[a-z][^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.length).toBe(new Set(ids).size);
  expect(words(section(html, "calibration") + section(html, "confounders"))).not.toMatch(/Not analysed/);
});

it("says that the score adds where it does, and no more than `not shown` where it doesn't", async () => {
  const text = words(section(await renderHtml(withAnalyses()), "confounders"));
  expect(text).toMatch(
    /general: the score adds to age and sex \(p <0\.001, \d+ fractures\); one standard deviation/,
  );
  expect(text).toMatch(
    /ct-confirmed: that the score adds to age and sex is not shown \(p 0\.\d+, \d+ fractures\)\. That is no evidence that it adds nothing\. By itself it goes with fractures/,
  );
  expect(text).toMatch(/age not known: 5/);
});

it("a score the wrong way round is said to be", async () => {
  const turned = withAnalyses((one, i) => (i < 180 ? { ...one, score: 1 - one.score } : one));
  expect(words(section(await renderHtml(turned), "confounders"))).toMatch(/general: .*the wrong way round/);
});

it("a stratum without a model has its reason, one without calibration too", async () => {
  const file = withAnalyses((one, i) => (i < 180 ? one : { ...one, label: 0 }));
  const html = await renderHtml(file);
  const text = words(section(html, "confounders"));
  expect(text).toContain("ct-confirmed: no model, only one class with all confounders known.");
  expect(text).toMatch(/can’t be tested: fewer than two strata/);
  expect(words(section(html, "calibration"))).toMatch(
    /ct-confirmed: neither slope nor level can be judged: no positive/,
  );
});

it("older results have neither section, nor a calibration of three numbers alone", () => {
  const file = goldenResults("reference");
  file.results.strata[0].calibration = { slope: 1, intercept: 0, ece: 0.1 };
  expect(confoundersSection(sourceOf(file))).toBeUndefined();
  expect(calibrationSection(sourceOf(file))).toBeUndefined();
});

it("odds ratios are printed in three digits and drawn on whole decades", () => {
  const texts = [0.0004, 0.0123, 0.5, 2.836, 46.16, 326185.5, 6954.4].map((v) => formatted(v, "ratio"));
  expect(texts).toEqual(["4.00×10⁻⁴", "0.012", "0.50", "2.84", "46.2", "3.26×10⁵", "6,954"]);
  const row = (value: number, lower: number, upper: number): OddsRow => ({
    ...{ name: "score", reason: "", value, lower, upper },
  });
  expect(oddsDecades([row(2, 1.5, 3)])).toEqual([-1, 1]);
  expect(oddsDecades([row(2, 0.002, 3000)])).toEqual([-3, 4]);
  expect(oddsDecades([row(1e20, 1e-30, 1e40)])).toEqual([-9, 9]);
  const mark = { colour: "1", paint: "#000", dash: [], shape: "circle" };
  const spec = oddsChart([row(100, 10, 1e12)], mark, [-1, 9]) as { data?: unknown };
  expect(spec.data).toEqual({
    values: [expect.objectContaining({ value: 2, lower: 1, upper: 9, figures: "100 (10.0–1.00×10¹²)" })],
  });
});
