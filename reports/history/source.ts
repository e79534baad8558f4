import type { History, HistoryFigure, HistoryRun } from "../../src/results/schema/history.js";
import type { Part, Prose } from "../prose.js";
import { textAt } from "../source.js";
import { type StratumMark, stratumMarks } from "../stratumMarks.js";
import { type Series, seriesOf } from "./series.js";

/** What every part of the history's page draws on. */
export interface HistorySource {
  readonly file: History;
  readonly series: readonly Series[];
}

export const historySourceOf = (file: History): HistorySource => ({ file, series: seriesOf(file) });

/** One mark a stratum, in the order of series.strata. */
export const marksOf = (series: Series): StratumMark[] => stratumMarks(series.strata);

/** Date and time to the minute where it is ISO 8601, else as it is. */
export const minuteOf = (startedAt: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(startedAt) ? startedAt.slice(0, 16).replace("T", " ") : startedAt;

/** When a run began. */
export const startedProse = (source: HistorySource, run: number): Prose => [
  { kind: "foreign", text: minuteOf(source.file.runs[run].startedAt) },
];

/** The first eight digits of a hash. */
export const hashPart = (sha256: string): Part => ({
  kind: "foreign",
  text: sha256.slice(0, 8),
  code: true,
});

export const nameAt = (source: HistorySource, run: number, path: string): Part =>
  textAt(source, `/runs/${run}/${path}`);

/** The interval that is printed: the bootstrap's, or the exact one where all resamples gave one value. */
export function printedInterval(figure: HistoryFigure): "ci" | "exactCi" {
  const { ci, exactCi } = figure;
  return exactCi && (ci === null || ci.lower === ci.upper) ? "exactCi" : "ci";
}

export const modelChanged = (run: HistoryRun): boolean => run.changed.includes("model");
