import { describe, expect, it } from "vitest";
import type { Chart } from "../../reports/charts/chart.js";
import { formatted } from "../../reports/format/number.js";
import { printedFigures } from "../../reports/html/printedFigures.js";
import { renderHtml } from "../../reports/index.js";
import { plainText } from "../../reports/prose.js";
import { curvesSection } from "../../reports/sections/curves.js";
import { sourceOf, valueAt } from "../../reports/source.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { goldenResults, variantResults } from "./goldenResults.js";

const chartsOf = (file: ResultsFile): Map<string, Chart> =>
  new Map(
    curvesSection(sourceOf(file))
      .blocks.flatMap((block) => (block.kind === "charts" ? block.charts : []))
      .map((chart) => [chart.id, chart]),
  );
const rowsOf = (chart: Chart, table: number) =>
  chart.data[table].rows.map((row) => row.map(({ content }) => plainText(content)));
const pointsOf = (chart: Chart) =>
  (chart.spec as unknown as { layer: { mark: { type: string }; data: { values: object[] } }[] }).layer
    .filter(({ mark }) => mark.type === "point")
    .flatMap(({ data }) => data.values) as { x: number; y: number }[];

/** The reference results with bands of 101 points, one bound of which is undefined. */
function withBands(): ResultsFile {
  const file = goldenResults("reference");
  const points = Array.from({ length: 101 }, (_, i) => ({ at: i / 100, lower: i / 200, upper: i / 100 }));
  const [general] = file.results.strata;
  general.rocBand = points.map(({ at, ...bounds }) => ({ fpr: at, ...bounds }));
  general.prBand = points.map(({ at, ...bounds }) => ({ recall: at, ...bounds }));
  general.prBand[0].lower = null;
  return file;
}

describe("the bands' tables", () => {
  it("print every twentieth of the axis with its bounds, and say how many of all these are", async () => {
    const file = withBands();
    const roc = chartsOf(file).get("figure-roc-0")!;
    const table = roc.data.find(({ id }) => id === "roc-band-0")!;
    expect(plainText(table.caption)).toContain("21 of 101 points");
    const rows = rowsOf(roc, roc.data.indexOf(table));
    expect(rows).toHaveLength(21);
    expect(rows[3]).toEqual(["0.150", "0.075", "0.150"]);
    expect(rows[20]).toEqual(["1.000", "0.500", "1.000"]);
    const printed = printedFigures(await renderHtml(file)).filter(({ pointer }) =>
      /\/(?:roc|pr)Band\//.test(pointer),
    );
    expect(printed).toHaveLength(2 * 21 * 3 - 1);
    for (const { pointer, text } of printed)
      expect(text, pointer).toBe(formatted(valueAt(file, pointer), "metric"));
  });

  it("say where there is no bound", () => {
    const pr = chartsOf(withBands()).get("figure-pr-0")!;
    const table = pr.data.findIndex(({ id }) => id === "pr-band-0");
    expect(rowsOf(pr, table)[0]).toEqual(["0.000", "none: a resample has no such point", "0.000"]);
  });

  it("are not there where results have no bands", () => {
    const ids = [...chartsOf(goldenResults("reference")).values()].flatMap(({ data }) =>
      data.map(({ id }) => id),
    );
    expect(ids).toContain("roc-data-0");
    expect(ids.join()).not.toContain("band");
  });
});

describe("operating points and readers on the curves", () => {
  it("stand in the table under their chart", () => {
    const file = variantResults("everything");
    const chart = chartsOf(file).get("figure-readers-roc-0")!;
    const [table] = chart.data;
    expect(rowsOf(chart, 0).map((row) => row[1])).toEqual([
      "Model at its threshold",
      "Radiologist †",
      "General practitioner",
    ]);
    const drawn = pointsOf(chart).map(({ x, y }) => `${y.toFixed(3)} ${(1 - x).toFixed(3)}`);
    expect(rowsOf(chart, 0).map((row) => `${row[2]} ${row[3]}`)).toEqual(expect.arrayContaining(drawn));
    expect(drawn).toHaveLength(3);
    expect(table.notes!.map(plainText).join()).toContain("made the reference standard");
  });

  it("a stratum alone has its readers on its own chart", () => {
    const file = variantResults("everything");
    const { results } = file;
    const [first] = results.strata;
    results.strata = [first];
    const charts = chartsOf(file);
    expect([...charts.keys()]).toEqual(["figure-roc-0", "figure-pr-0"]);
    expect(pointsOf(charts.get("figure-roc-0")!)).toHaveLength(3);
    expect(rowsOf(charts.get("figure-pr-0")!, 0)).toHaveLength(3);
  });

  it("a chart without readers lists its operating points", () => {
    const roc = chartsOf(goldenResults("reference")).get("figure-roc-0")!;
    expect(rowsOf(roc, 0).map((row) => row[0])).toEqual(["general", "ct-confirmed", "merged"]);
  });
});

it("what is said below a table is in the page", async () => {
  const file = variantResults("everything");
  expect(await renderHtml(file)).toMatch(/<p class="note">†: made the reference standard/);
});
