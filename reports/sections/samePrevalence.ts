import type { Metric } from "../../src/results/schema/metric.js";
import type { Chart } from "../charts/chart.js";
import { type IntervalRow, intervalChart, intervalScale } from "../charts/intervalChart.js";
import type { Section } from "../document.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import type { Prose } from "../prose.js";
import { mainStrata } from "../shownStrata.js";
import { figureAt, metricAt, nameOf, type Source } from "../source.js";
import { levelOf } from "../tables/keyTable.js";
import { intervalPrinted, intervalProse, metricCell, reasonOf, undefinedCell } from "../tables/metricCell.js";
import { stratumCell } from "../tables/stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "../tables/table.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";

const text = stratificationWords.prevalence;
const drawn = ["aupr", "precision", "npv"];
const all = ["aupr", "precision", "npv", "f1", "accuracy"];

/** Strata whose figures a table still shows at a glance. */
const mostStrata = 3;

/** What depends on the prevalence, at the reference's; undefined where the results don't have it. */
export function samePrevalenceSection(source: Source): Section | undefined {
  const strata = mainStrata(source).filter((index) => source.results.strata[index].atReferencePrevalence);
  if (!strata.some((index) => source.results.strata[index].kind === "declared")) return undefined;
  const { reference } = source.results.strata[strata[0]].atReferencePrevalence!;
  const prevalence = figureAt(source, `${pointerTo(strata[0])}/prevalence`, "percent");
  const table = prevalenceTable(source, strata);
  return {
    id: "same-prevalence",
    title: text.title,
    lead: [reference === "rest" ? text.leadRest : text.lead(nameOf(reference, 60), prevalence)],
    blocks: [
      { kind: "charts", charts: drawn.map((metric) => chartOf(source, metric, strata)) },
      { kind: "table", table, ...(strata.length > mostStrata ? { folded: text.summary } : {}) },
      { kind: "paragraph", text: text.limits },
    ],
  };
}

const pointerTo = (index: number) => `/results/strata/${index}/atReferencePrevalence`;

/** Pointers of the rows: the reference's own figure, then the strata's at its prevalence. */
function rowsOf(source: Source, metric: string, strata: readonly number[]) {
  const reference = source.results.strata.findIndex(
    ({ name }) => name === source.results.strata[strata[0]].atReferencePrevalence!.reference,
  );
  const own = reference < 0 ? [] : [{ index: reference, pointer: `/results/strata/${reference}/metrics` }];
  return [...own, ...strata.map((index) => ({ index, pointer: `${pointerTo(index)}/metrics` }))].map(
    ({ index, pointer }) => ({ index, pointer: `${pointer}/${metric}` }),
  );
}

function chartOf(source: Source, metric: string, strata: readonly number[]): Chart {
  const pointers = rowsOf(source, metric, strata);
  const rows = pointers.map(({ index, pointer }): IntervalRow => {
    const found = metricAt(source, pointer)!;
    const interval = found[intervalPrinted(found)];
    return {
      name: source.results.strata[index].name,
      mark: source.marks[index],
      value: found.value,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
      reason: reasonOf(found),
    };
  });
  const { name, range } = metricWords(metric);
  return {
    id: `figure-prevalence-${metric}`,
    title: text.chartTitle(name),
    description: text.chartDescription(metricInSentence(metric)),
    spec: intervalChart(rows, intervalScale(rows, "metric", range)),
    data: [
      {
        id: `figure-prevalence-data-${metric}`,
        caption: [text.chartTitle(name)],
        columns: [
          { title: words.columns.stratum, kind: "words" },
          { title: words.columns.estimate, kind: "figure" },
        ],
        rows: pointers.map(({ index, pointer }) => [stratumCell(source, index), metricCell(source, pointer)]),
      },
    ],
  };
}

function prevalenceTable(source: Source, strata: readonly number[]): Table {
  return {
    id: "prevalence-figures",
    caption: text.caption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.metric, kind: "words" },
      { title: text.measured, kind: "figure" },
      { title: text.standardised, kind: "figure" },
      { title: words.columns.difference, kind: "figure" },
    ],
    rows: strata.flatMap((index) =>
      all.map((metric) => {
        const at = text.at(figureAt(source, `${pointerTo(index)}/prevalence`, "percent"));
        return [
          { ...stratumCell(source, index), detail: at },
          wordsCell([metricWords(metric).name]),
          metricCell(source, `/results/strata/${index}/metrics/${metric}`),
          metricCell(source, `${pointerTo(index)}/metrics/${metric}`),
          differenceCell(source, `${pointerTo(index)}/differences/${metric}`),
        ];
      }),
    ),
  };
}

function differenceCell(source: Source, pointer: string): Cell {
  const metric = metricAt(source, pointer);
  if (metric === undefined) return undefinedCell(words.none);
  if (metric.value === null) return undefinedCell(reasonOf(metric));
  const interval: Prose | undefined = metric.ci
    ? intervalProse(source, `${pointer}/ci`, metric.ci, "difference")
    : undefined;
  return {
    ...figureCell([figureAt(source, `${pointer}/value`, "difference")], interval),
    note: metric.ci ? undefined : [words.noInterval(whyNone(metric))],
  };
}

const whyNone = ({ ciReason }: Metric) => ciReason;
