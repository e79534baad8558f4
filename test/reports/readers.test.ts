import { beforeAll, describe, expect, it } from "vitest";
import type { Chart } from "../../reports/charts/chart.js";
import { readerMark } from "../../reports/charts/readerPoints.js";
import { formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { plainText } from "../../reports/prose.js";
import { reportSections } from "../../reports/sections/report.js";
import { sourceOf, valueAt } from "../../reports/source.js";
import { analyse } from "../../src/analysis/analyse.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { RandomStream } from "../../src/statistics/index.js";
import { readerInput } from "../analysis/readerCohort.js";
import { goldenResults } from "./goldenResults.js";

/** The reference results with readers: one who made the truth of `general`, one poor, one who read half. */
async function withReaders(skill = { poor: 0.55 }): Promise<ResultsFile> {
  const random = new RandomStream(11, "report's readers");
  const file = goldenResults("reference");
  const [general, hard] = file.results.strata.map(({ name }) => name);
  const cases = Array.from({ length: 200 }, (_, i) => {
    const label = (i % 2) as 0 | 1;
    const answer = (right: number) => (random.uniform() < right ? label : 1 - label);
    return {
      label,
      probability: Math.min(0.99, Math.max(0.01, 0.5 + (label - 0.5) * 0.5 + (random.uniform() - 0.5) * 0.7)),
      hard: i % 4 > 1,
      answers: { truth: answer(0.97), poor: answer(skill.poor), half: i % 4 > 1 ? null : answer(0.85) },
    };
  });
  const found = await analyse(
    readerInput(cases, {
      strata: {
        readers: {
          a: { column: "truth", name: "Radiologist <1>", inReferenceStandard: ["easy"] },
          b: { column: "poor", name: "Poor reader" },
          c: { column: "half", name: "Half" },
        },
      },
    }),
  );
  const named = <T extends { stratum: string }>(list: readonly T[]): T[] =>
    list.map((one) => ({
      ...one,
      stratum: one.stratum === "easy" ? general : one.stratum === "hard" ? hard : one.stratum,
    }));
  Object.assign(file.results, {
    readers: named(found.readers),
    agreement: named(found.agreement),
    readerComparison: named(found.readerComparison!),
  });
  return file;
}

const sectionOf = (file: ResultsFile) => reportSections(sourceOf(file)).find(({ id }) => id === "readers")!;
const chartsOf = (file: ResultsFile) =>
  new Map(
    reportSections(sourceOf(file))
      .filter(({ id }) => id === "curves" || id === "readers")
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === "charts" ? block.charts : []))
      .map((chart) => [chart.id, chart]),
  );
interface Layer {
  data: { values: Record<string, unknown>[] };
  mark: { type: string; filled?: boolean; shape?: string };
}
const layersOf = (chart: Chart | undefined) => (chart!.spec as unknown as { layer: Layer[] }).layer;

let file: ResultsFile;
beforeAll(async () => {
  file = await withReaders();
});

describe("the readers' section", () => {
  it("is empty without readers; one line says that none is declared", () => {
    const sections = reportSections(sourceOf(goldenResults("reference")));
    const own = sections.find(({ id }) => id === "readers")!;
    expect(own.blocks).toEqual([]);
    expect(own.lead.map(plainText)).toEqual([expect.stringMatching(/^Not analysed: .* declares no readers/)]);
  });

  it("prints each figure as results.json has it", async () => {
    const html = await renderHtml(file);
    const section = html.slice(html.indexOf('<section id="readers"'));
    const own = section.slice(0, section.indexOf("</section>"));
    const figures = [
      ...own.matchAll(/data-pointer="([^"]+)" data-format="(metric|difference|p|count)">([^<]+)</g),
    ];
    expect(figures.length).toBeGreaterThan(150);
    for (const [, pointer, format, text] of figures)
      expect(text.replaceAll("&#60;", "<").replaceAll("&#62;", ">"), pointer).toBe(
        formatted(valueAt(file, pointer), format as "metric"),
      );
    expect(own).not.toContain("Radiologist <1>");
    expect(own).toContain("Radiologist &#60;1&#62;");
  });

  it("says which differences are shown, and that none is where none is", async () => {
    const texts = (of: ResultsFile) =>
      sectionOf(of).blocks.flatMap((block) =>
        block.kind === "list"
          ? block.items.map(plainText)
          : block.kind === "paragraph"
            ? [plainText(block.text)]
            : [],
      );
    expect(texts(file)).toContainEqual(
      expect.stringMatching(
        /In merged the model’s sensitivity is higher than that of Poor reader: difference \+0\.\d{3} \(\+0/,
      ),
    );
    const alike = structuredClone(file);
    for (const one of alike.results.readerComparison!) if (one.pAdjusted !== null) one.pAdjusted = 1;
    expect(texts(alike)).toContainEqual(expect.stringMatching(/no difference that is more than chance/));
    expect(texts(alike).join()).not.toMatch(/is higher than that of/);
  });

  it("marks who made the reference standard, in the strata concerned and in all together", () => {
    const rows = sectionOf(file).blocks.flatMap((block) =>
      block.kind === "table" && block.table.id === "reader-figures" ? block.table.rows : [],
    );
    const marked = rows
      .filter((row) => plainText(row[1].content).endsWith("†"))
      .map((row) => plainText(row[0].content));
    expect(marked).toEqual([file.results.strata[0].name, "merged"]);
  });
});

describe("the readers' charts", () => {
  it("draw each reader at its sensitivity and specificity, hollow where it made the truth", () => {
    const roc = layersOf(chartsOf(file).get("figure-readers-roc-0"));
    const points = roc.filter(({ mark }) => mark.type === "point").slice(1);
    const readers = file.results.readers.slice(0, 3);
    // The hollow one is drawn last.
    expect(points.map(({ mark }) => mark.filled)).toEqual([true, true, false]);
    for (const [i, reader] of [readers[1], readers[2], readers[0]].entries()) {
      const { tp, fn, fp, tn } = reader.confusion;
      expect(points[i].data.values[0]["y"]).toBeCloseTo(tp / (tp + fn), 12);
      expect(points[i].data.values[0]["x"]).toBeCloseTo(fp / (fp + tn), 12);
    }
    const pr = layersOf(chartsOf(file).get("figure-readers-pr-0"));
    const last = pr.at(-1)!.data.values[0];
    expect(last["y"]).toBe(readers[0].metrics["precision"].value);
  });

  it("leave out who read none of the stratum", () => {
    const points = layersOf(chartsOf(file).get("figure-readers-roc-1")).filter(
      ({ mark }) => mark.type === "point",
    );
    expect(points).toHaveLength(1 + 2);
    expect(layersOf(chartsOf(file).get("figure-kappa-1"))[4].data.values.map(({ text }) => text)).toEqual([
      "1",
      "2",
      "Model",
      "Truth",
    ]);
  });

  it("no two of sixteen readers look the same", () => {
    expect(new Set(Array.from({ length: 16 }, (_, i) => JSON.stringify(readerMark(i, false)))).size).toBe(16);
  });

  it("the heat map holds every kappa twice, as printed", () => {
    const [cells] = layersOf(chartsOf(file).get("figure-kappa-0"));
    const kappas = file.results.agreement.filter(({ stratum }) => stratum === file.results.strata[0].name);
    expect(cells.data.values).toHaveLength(2 * kappas.length);
    expect(cells.data.values.map(({ text }) => text)).toEqual(
      kappas.flatMap(({ kappa }) => [formatted(kappa.value!, "metric"), formatted(kappa.value!, "metric")]),
    );
  });
});
