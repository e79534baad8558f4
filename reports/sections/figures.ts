import type { Chart } from "../charts/chart.js";
import { type IntervalRow, intervalChart, intervalScale } from "../charts/intervalChart.js";
import type { Block, Section } from "../document.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import { mainStrata } from "../shownStrata.js";
import type { Source } from "../source.js";
import { exactTable, keyTable, otherMetricsTable } from "../tables/keyTable.js";
import { intervalPrinted, metricCell, reasonOf } from "../tables/metricCell.js";
import { stratumCell } from "../tables/stratumNames.js";
import type { Table } from "../tables/table.js";
import { words } from "../words.js";

/** Strata × metrics: the main figures as a table and, for the primary metrics, drawn. */
export function figuresSection(source: Source): Section {
  const exact = exactTable(source);
  const blocks: Block[] = [
    { kind: "table", table: keyTable(source) },
    { kind: "charts", charts: metricCharts(source) },
    { kind: "table", table: otherMetricsTable(source) },
  ];
  if (exact !== undefined) blocks.push({ kind: "table", table: exact, folded: words.keyTable.exactSummary });
  const unit = source.results.protocol.bootstrap.unit;
  const withViews = source.results.strata.some(({ views }) => Object.keys(views).length > 0);
  return {
    id: "figures",
    title: words.sections.figures,
    lead: [words.keyTable.lead(words.keyTable.resampled[unit], withViews)],
    blocks,
  };
}

/** Metrics that are drawn, where any stratum has them: those declared primary, else the three a reader looks for first. */
export function drawnMetrics(source: Source): readonly string[] {
  const { primary } = source.results.protocol;
  return primary.length === 0 ? ["auroc", "sensitivity", "specificity"] : primary;
}

function metricCharts(source: Source): Chart[] {
  const metrics = drawnMetrics(source).filter((metric) =>
    metricRows(source, metric).some(({ value }) => value !== null),
  );
  const rows = metrics.map((metric) => metricRows(source, metric));
  const within = metrics.map((metric) => metricWords(metric).range);
  const scale = intervalScale(rows.flat(), "metric", [
    Math.min(...within.map(([low]) => low)),
    Math.max(...within.map(([, high]) => high)),
  ]);
  return metrics.map((metric, index) => {
    const { name } = metricWords(metric);
    return {
      id: `figure-metric-${index}`,
      title: words.keyTable.chartTitle(name),
      description: words.keyTable.chartDescription(metricInSentence(metric)),
      spec: intervalChart(rows[index], scale),
      data: [metricTable(source, metric, index)],
    };
  });
}

/**
 * One row a stratum; the main strata unless told.
 * @param called what to call a stratum in place of its name
 */
export function metricRows(
  source: Source,
  name: string,
  strata: readonly number[] = mainStrata(source),
  called?: readonly string[],
): IntervalRow[] {
  return strata.map((index, place) => {
    const stratum = source.results.strata[index];
    const metric = (stratum.metrics as Record<string, (typeof stratum.metrics)["auroc"] | undefined>)[name];
    const interval = metric?.[intervalPrinted(metric)];
    return {
      name: called?.[place] ?? stratum.name,
      mark: source.marks[index],
      value: metric?.value ?? null,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
      reason: metric === undefined ? words.notReported : reasonOf(metric),
    };
  });
}

/** The data of a chart of one metric. */
export function metricTable(
  source: Source,
  metric: string,
  chart: number | string,
  strata: readonly number[] = mainStrata(source),
): Table {
  return {
    id: `figure-metric-data-${chart}`,
    caption: [metricWords(metric).name],
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.estimate, kind: "figure" },
    ],
    rows: strata.map((index) => [
      { ...stratumCell(source, index), detail: undefined },
      metricCell(source, `/results/strata/${index}/metrics/${metric}`),
    ]),
  };
}
