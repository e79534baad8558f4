import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import type { Chart } from "../../reports/charts/chart.js";
import { drawSvg } from "../../reports/charts/drawSvg.js";
import { intervalScale } from "../../reports/charts/intervalChart.js";
import { flattened } from "../../reports/document.js";
import { reportSections } from "../../reports/sections/report.js";
import { sourceOf } from "../../reports/source.js";
import { mergedColour, stratumColours, stratumMarks } from "../../reports/stratumMarks.js";
import { packageRoot } from "../../src/packageRoot.js";
import { goldenResults, manyStrata } from "./goldenResults.js";

const reference = goldenResults("reference");
const charts = chartsOf(reference);

function chartsOf(file: typeof reference): Map<string, Chart> {
  const blocks = flattened(reportSections(sourceOf(file))).flatMap(({ blocks }) => blocks);
  const all = blocks.flatMap((block) => (block.kind === "charts" ? block.charts : []));
  return new Map(all.map((chart) => [chart.id, chart]));
}

interface Layer {
  data?: { values: Record<string, unknown>[] };
  mark: { type: string; color?: string };
}
const layersOf = (chart: Chart | undefined) => (chart?.spec as unknown as { layer: Layer[] }).layer;

/** The specification with its data counted instead of listed. */
function outline(spec: TopLevelSpec): unknown {
  return JSON.parse(
    JSON.stringify(spec, (key, value) =>
      key === "values" && value.length > 8 ? `${value.length} rows` : value,
    ),
  );
}

test("the reference report's charts", () => {
  expect([...charts.keys()]).toEqual([
    "figure-metric-0",
    "figure-metric-1",
    "figure-metric-2",
    "figure-forest-0-0",
    "figure-forest-1-0",
    "figure-forest-2-0",
    "figure-gap-0",
    "figure-gap-1",
    "figure-gap-2",
    "figure-roc-0",
    "figure-pr-0",
  ]);
});

test.each([
  "figure-metric-0",
  "figure-gap-1",
  "figure-roc-0",
  "figure-pr-0",
])("%s keeps its specification", (id) => {
  expect(outline(charts.get(id)!.spec)).toMatchSnapshot();
});

test("the ROC chart draws the vertices of results.json, merged below", () => {
  const lines = layersOf(charts.get("figure-roc-0"))
    .filter(({ mark }) => mark.type === "line")
    .slice(1);
  const strata = [reference.results.strata[2], reference.results.strata[0], reference.results.strata[1]];
  expect(lines.map(({ data }) => data!.values.map(({ x, y }) => [x, y]))).toEqual(
    strata.map(({ roc }) => roc.map(({ fpr, tpr }) => [fpr, tpr])),
  );
});

test("operating points stand at sensitivity and specificity, on the curve of the same colour", () => {
  const points = layersOf(charts.get("figure-roc-0")).filter(({ mark }) => mark.type === "point");
  const [, hard] = reference.results.strata;
  const { tp, fn, fp, tn } = hard.confusion;
  const point = points[2].data!.values[0] as { x: number; y: number };
  expect(point.y).toBeCloseTo(tp / (tp + fn), 10);
  expect(point.x).toBeCloseTo(fp / (fp + tn), 10);
  expect(
    hard.roc.some(({ fpr, tpr }) => Math.abs(fpr - point.x) < 1e-9 && Math.abs(tpr - point.y) < 1e-9),
  ).toBe(true);
});

test("the forest plot holds what the gaps hold", () => {
  const { data } = charts.get("figure-gap-0")!.spec as unknown as {
    data: { values: Record<string, unknown>[] };
  };
  const [gap] = reference.results.gaps;
  expect(data.values).toHaveLength(1);
  expect(data.values[0]).toMatchObject({ value: gap.difference, lower: gap.ci?.lower, upper: gap.ci?.upper });
});

test("Vega reads the specification as meant: data and scales of the compiled ROC", async () => {
  const compiled = compile(charts.get("figure-roc-0")!.spec).spec;
  const view = await new vega.View(vega.parse(compiled), { renderer: "none" }).runAsync();
  expect(view.scale("x").domain()).toEqual([0, 1]);
  expect(view.scale("y")(1)).toBe(0);
  expect(compiled.marks).toHaveLength(1 + 3 + 3);
});

test("a chart has the same bytes each time, and no style, id or reference in it", async () => {
  const { spec } = charts.get("figure-pr-0")!;
  const open = { attributes: "", children: "" };
  const svg = await drawSvg(spec, open);
  expect(await drawSvg(spec, open)).toBe(svg);
  expect(svg).not.toMatch(/<[^>]*\s(?:style|id|href|class)=|url\(/);
});

test("a specification that Vega-Lite would have to repair is a defect", async () => {
  const spec = { data: { values: [] }, mark: "bar", encoding: { shape: { field: "a", type: "nominal" } } };
  await expect(drawSvg(spec as unknown as TopLevelSpec, { attributes: "", children: "" })).rejects.toThrow(
    "chart:",
  );
});

test("a name that looks like markup stays text in a chart", async () => {
  const file = goldenResults("reference");
  file.results.strata[0].name = '" style="x" id=<b>';
  const svg = await drawSvg(chartsOf(file).get("figure-metric-0")!.spec, { attributes: "", children: "" });
  expect(svg).toContain('>" style="x" id=&lt;b&gt;</text>');
});

test("crossed cells and bands are drawn in the forest plots, apart from the declared strata", () => {
  const many = chartsOf(manyStrata(12));
  const { strata } = manyStrata(12).results;
  const texts = (id: string, field: string) =>
    layersOf(many.get(id)).flatMap(({ mark, encoding, data }) =>
      mark.type === "text" && (encoding as { text?: { field: string } }).text?.field === field
        ? data!.values.map((value) => (value as unknown as Record<string, string>)[field])
        : [],
    );
  const [first, second] = ["figure-forest-0-0", "figure-forest-0-1"];
  expect(many.has("figure-forest-0-2")).toBe(false);
  expect(texts(first, "heading")).toEqual(["Declared strata", "Exploratory: ct_confirmed × site"]);
  expect(texts(second, "heading")).toEqual(["Exploratory: age"]);
  expect(texts(second, "name")).toEqual(["0 to <16", "16 to <50", "50 to 120"]);
  expect(texts(first, "name")).toHaveLength(13 + 3);
  expect(texts(first, "cases")[0]).toBe(`${strata[0].positives} / ${strata[0].negatives}`);
});

test("a stratum without a figure has its reason in the forest plot, and no mark", () => {
  const { spec } = chartsOf(goldenResults("degenerate")).get("figure-forest-0-0")!;
  const { strata } = goldenResults("degenerate").results;
  const without = strata.filter(({ metrics }) => metrics.auroc.value === null);
  expect(without.length).toBeGreaterThan(0);
  const layers = (spec as unknown as { layer: Layer[] }).layer;
  const reasons = layers.find(({ encoding }) => JSON.stringify(encoding).includes('"reason"'))!;
  expect(reasons.data!.values).toHaveLength(without.length);
  const marks = layers.find(({ mark }) => mark.type === "point")!;
  expect(marks.data!.values).toHaveLength(strata.length - without.length);
});

test("the chart of the merged AUROC's pairs holds the parts' shares", () => {
  const many = manyStrata(12);
  const { data } = chartsOf(many).get("figure-merged-parts")!.spec as unknown as {
    data: { values: { name: string; share: number; figures: string }[] };
  };
  expect(data.values.map(({ share, figures }) => [share, figures])).toEqual([
    [0.07, "7%, AUROC 0.840"],
    [0.414, "41.4%, AUROC 0.990"],
    [0.516, "51.6%, AUROC 0.980"],
  ]);
});

test("many strata get a chart each, and no two the same mark", () => {
  const many = manyStrata(12);
  expect([...chartsOf(many).keys()].filter((id) => id.startsWith("figure-roc"))).toHaveLength(13);
  const marks = stratumMarks(many.results.strata).map((mark) => JSON.stringify(mark));
  expect(new Set(marks).size).toBe(13 + 6);
});

test("the style sheet's light theme has the colours that charts fall back to", () => {
  const css = readFileSync(join(packageRoot(), "reports", "styles", "colours.css"), "utf8");
  const light = css.slice(0, css.indexOf("@media"));
  stratumColours.forEach((colour, index) => {
    expect(light).toContain(`--stratum-${index + 1}: ${colour};`);
  });
  expect(light).toContain(`--stratum-merged: ${mergedColour};`);
});

test("a scale holds its intervals and stays within the metric's range", () => {
  const mark = stratumMarks([{ kind: "declared" }])[0];
  const row = (lower: number, upper: number) => ({
    name: "",
    mark,
    value: (lower + upper) / 2,
    lower,
    upper,
  });
  expect(intervalScale([row(0.98, 1)], "metric", [0, 1]).domain).toEqual([0.8, 1]);
  expect(intervalScale([row(0.41, 1)], "metric", [0, 1]).domain).toEqual([0.2, 1]);
  expect(intervalScale([row(-0.56, -0.1)], "difference", [-2, 2]).domain).toEqual([-0.6, 0.2]);
  expect(intervalScale([], "metric", [0, 1]).domain).toEqual([0, 1]);
});
