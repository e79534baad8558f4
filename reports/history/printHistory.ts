import { terminalLines } from "../../src/messages/terminalText.js";
import type { History, HistoryRun } from "../../src/results/schema/history.js";
import { visible } from "../format/foreignText.js";
import { metricWords } from "../metricWords.js";
import { historyWords } from "../words/history.js";
import { figurePlace, findingOn, type Series, seriesOf } from "./series.js";
import { minuteOf, printedInterval } from "./source.js";

/** A history as plain text: the runs, then a table a metric with a column a stratum. */
export function printHistory(history: History): string {
  const all = seriesOf(history);
  return all.map((series) => printSeries(history, series)).join("\n");
}

function printSeries(history: History, series: Series): string {
  const runs = series.runs.map((place) => history.runs[place]);
  const { columns } = historyWords;
  const lines = [
    `${visible(series.protocol)}`,
    ...aligned([
      [
        columns.run,
        `${columns.started} (UTC)`,
        columns.model,
        columns.verdict,
        columns.changed,
        columns.findings,
      ],
      ...runs.map((run, index) => [
        String(run.run),
        minuteOf(visible(run.startedAt)),
        `${visible(run.model.name)} ${run.model.sha256.slice(0, 8)}`,
        run.verdict,
        changedText(run, index === 0),
        run.findings.map(findingText).join("; ") || historyWords.allPassed,
      ]),
    ]),
  ];
  for (const metric of series.metrics) {
    lines.push("", metricWords(metric).name);
    lines.push(
      ...aligned([
        [columns.run, ...series.strata.map(({ stratum }) => visible(stratum))],
        ...runs.map((run) => [
          String(run.run),
          ...series.strata.map(({ stratum }) => figureText(run, stratum, metric)),
        ]),
      ]),
    );
  }
  return terminalLines(lines);
}

function changedText({ changed, sameResultsAs }: HistoryRun, first: boolean): string {
  const what = first
    ? historyWords.first
    : changed.map((one) => historyWords.changed[one]).join(", ") || historyWords.unchanged;
  return sameResultsAs === null ? what : `${what}; same results as run ${sameResultsAs}`;
}

const findingText = ({ metric, stratum, rule, outcome }: HistoryRun["findings"][number]) =>
  `${metricWords(metric).name} in ${visible(stratum)}, ${visible(rule)}: ${outcome}`;

function figureText(run: HistoryRun, stratum: string, metric: string): string {
  const figure = run.figures[figurePlace(run, stratum, metric)];
  if (figure === undefined) return "-";
  if (figure.value === null) return figure.status;
  const interval = figure[printedInterval(figure)];
  const three = (number: number) => number.toFixed(3);
  const between = interval && interval.lower < 0 ? " to " : "-";
  const bounds = interval ? ` (${three(interval.lower)}${between}${three(interval.upper)})` : "";
  const finding = findingOn(run, stratum, metric);
  return `${three(figure.value)}${bounds}${finding === null ? "" : ` ${finding}`}`;
}

/** Rows with their columns one below the other; the first is the heading. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows.map((row) =>
    row
      .map((cell, c) => (c === 0 ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join("  ")
      .trimEnd(),
  );
}
