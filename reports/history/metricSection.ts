import type { Chart } from "../charts/chart.js";
import { intervalScale } from "../charts/intervalChart.js";
import { type TimePoint, timeChart } from "../charts/timeChart.js";
import type { Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { metricWords } from "../metricWords.js";
import { say } from "../prose.js";
import { figureAt, nameOf } from "../source.js";
import { type Cell, type Table, wordsCell } from "../tables/table.js";
import { historyWords } from "../words/history.js";
import { words } from "../words.js";
import { intervalDetail, runCell } from "./runsTable.js";
import { figurePlace, findingOn, type Series } from "./series.js";
import { type HistorySource, marksOf, modelChanged, printedInterval } from "./source.js";

/**
 * One metric over time: a chart a stratum, all on one scale.
 * @param explained whether the page says how to read the charts here
 */
export function metricSection(
  source: HistorySource,
  series: Series,
  metric: string,
  id: string,
  protocol: string | undefined,
  explained: boolean,
): Section {
  const { name, range } = metricWords(metric);
  const marks = marksOf(series);
  const courses = series.strata.map(({ stratum }) => course(source, series, metric, stratum));
  const scale = intervalScale(
    courses.flatMap((points, s) => points.map((point) => ({ name, mark: marks[s], ...point }))),
    "metric",
    range,
  );
  const charts = series.strata.flatMap(({ stratum }, s): Chart[] => {
    if (courses[s].every(({ value }) => value === null)) return [];
    return [
      {
        id: `${id}-${s}`,
        title: historyWords.chartTitle(name, shown(stratum)),
        description: historyWords.chartDescription(name, shown(stratum)),
        spec: timeChart(courses[s], marks[s], scale, historyWords.xAxis),
        data: [courseTable(source, series, metric, stratum, `${id}-${s}-data`)],
      },
    ];
  });
  const latest = series.runs[series.runs.length - 1];
  return {
    id,
    title: historyWords.metricTitle(name, protocol),
    lead: explained
      ? [historyWords.metricLead(figureAt(source, `/runs/${latest}/bootstrap/level`, "percent"))]
      : [],
    blocks: [
      { kind: "charts", charts },
      ...(explained ? [{ kind: "paragraph" as const, text: historyWords.limits }] : []),
    ],
  };
}

function course(source: HistorySource, series: Series, metric: string, stratum: string): TimePoint[] {
  return series.runs.map((place) => {
    const run = source.file.runs[place];
    const figure = run.figures[figurePlace(run, stratum, metric)];
    const interval = figure ? figure[printedInterval(figure)] : null;
    return {
      label: formatted(run.run, "integer"),
      value: figure?.value ?? null,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
      outcome: findingOn(run, stratum, metric),
      modelChanged: modelChanged(run),
    };
  });
}

function courseTable(
  source: HistorySource,
  series: Series,
  metric: string,
  stratum: string,
  id: string,
): Table {
  const { columns } = historyWords;
  return {
    id,
    caption: historyWords.chartCaption(metricWords(metric).name, nameOf(stratum)),
    columns: [
      { title: columns.run, kind: "words" },
      { title: columns.estimate, kind: "figure" },
      { title: columns.classes, kind: "figure", meaning: columns.classesMeaning },
      { title: columns.changed, kind: "words" },
      { title: columns.criterion, kind: "words" },
    ],
    rows: series.runs.map((place) => {
      const run = source.file.runs[place];
      const index = figurePlace(run, stratum, metric);
      const pointer = `/runs/${place}/figures/${index}`;
      const outcome = findingOn(run, stratum, metric);
      return [
        runCell(source, place),
        estimateCell(source, place, index),
        index < 0
          ? { content: [words.none], kind: "absent" }
          : {
              content: say`${figureAt(source, `${pointer}/positives`, "count")} / ${figureAt(source, `${pointer}/negatives`, "count")}`,
              kind: "figure",
            },
        modelChanged(run)
          ? wordsCell([historyWords.changed.model])
          : { content: [words.none], kind: "absent" },
        outcome === null
          ? { content: [historyWords.noFindings], kind: "absent" }
          : { content: [historyWords.outcomes[outcome]], kind: outcome },
      ];
    }),
  };
}

function estimateCell(source: HistorySource, place: number, index: number): Cell {
  const figure = source.file.runs[place].figures[index];
  if (figure === undefined) return { content: [historyWords.notInRun], kind: "undefined" };
  if (figure.value === null)
    return { content: [nameOf(figure.reason ?? historyWords.noValue)], kind: "undefined" };
  const which = printedInterval(figure);
  const interval = figure[which];
  const pointer = `/runs/${place}/figures/${index}`;
  return {
    content: [figureAt(source, `${pointer}/value`, "metric")],
    detail: interval
      ? intervalDetail(source, `${pointer}/${which}`, interval.lower)
      : [words.noInterval(undefined)],
    note: which === "exactCi" ? [words.exactPrinted] : undefined,
    kind: "figure",
  };
}
