import type { NeededCases } from "../../src/results/schema/stratification.js";
import type { Chart } from "../charts/chart.js";
import { shareChart } from "../charts/shareChart.js";
import type { Section } from "../document.js";
import { formatted } from "../format/number.js";
import { type Prose, say } from "../prose.js";
import { figureAt, type Source } from "../source.js";
import { countsCell, levelOf } from "../tables/keyTable.js";
import { stratumCell } from "../tables/stratumNames.js";
import { type Cell, figureCell, type Table } from "../tables/table.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";

const text = stratificationWords.needed;

/** How many cases narrow intervals would need; undefined where all are narrow or the results don't say. */
export function neededCasesSection(source: Source): Section | undefined {
  const strata = source.results.strata.flatMap(({ needed }, index) => (needed ? [index] : []));
  if (strata.length === 0) return undefined;
  const half = figureAt(source, `${pointerTo(strata[0])}/halfWidth`, "threshold");
  const chart = sensitivityChart(source, strata);
  return {
    id: "needed",
    title: text.title,
    lead: [text.lead(half, levelOf(source))],
    blocks: [
      ...(chart === undefined ? [] : [{ kind: "charts" as const, charts: [chart] }]),
      { kind: "table", table: neededTable(source, strata, text.caption(half), "needed-cases") },
      { kind: "paragraph", text: text.limits },
    ],
  };
}

const pointerTo = (index: number) => `/results/strata/${index}/needed`;

function sensitivityChart(source: Source, strata: readonly number[]): Chart | undefined {
  const drawn = strata.filter((index) => source.results.strata[index].needed!.sensitivity);
  if (drawn.length === 0) return undefined;
  const rows = drawn.map((index) => {
    const { name, positives, needed } = source.results.strata[index];
    const wanted = needed!.sensitivity!.positives;
    return {
      name,
      paint: source.marks[index].paint,
      share: positives / wanted,
      figures: text.row(formatted(positives, "count"), formatted(wanted, "count")),
    };
  });
  return {
    id: "figure-needed",
    title: text.chartTitle,
    description: text.chartDescription,
    spec: shareChart(rows, text.axis),
    data: [neededTable(source, drawn, [text.chartTitle], "figure-needed-data")],
  };
}

function neededTable(source: Source, strata: readonly number[], caption: Prose, id: string): Table {
  return {
    id,
    caption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.cases, kind: "figure", meaning: words.columns.casesMeaning },
      { title: text.sensitivity, kind: "figure" },
      { title: text.specificity, kind: "figure" },
      { title: text.auroc, kind: "figure" },
    ],
    rows: strata.map((index) => {
      const { tooSmall } = source.results.strata[index].needed!;
      const pointer = pointerTo(index);
      const count = (path: string) => figureAt(source, `${pointer}/${path}`, "count");
      return [
        {
          ...stratumCell(source, index),
          detail: undefined,
          note: tooSmall ? [text.tooSmall[source.results.protocol.bootstrap.unit]] : undefined,
        },
        countsCell(source, `/results/strata/${index}`),
        neededCell(source, index, "sensitivity", () => [count("sensitivity/positives")]),
        neededCell(source, index, "specificity", () => [count("specificity/negatives")]),
        neededCell(
          source,
          index,
          "auroc",
          () => say`${count("auroc/positives")} / ${count("auroc/negatives")}`,
        ),
      ];
    }),
  };
}

function neededCell(
  source: Source,
  index: number,
  metric: "sensitivity" | "specificity" | "auroc",
  content: () => Prose,
): Cell {
  const found: NeededCases["sensitivity"] | NeededCases["specificity"] | NeededCases["auroc"] =
    source.results.strata[index].needed![metric];
  if (found === null) return { content: [text.enough], kind: "undefined" };
  const at = figureAt(source, `${pointerTo(index)}/${metric}/at`, "metric");
  return figureCell(content(), text.at[found.from](at));
}
