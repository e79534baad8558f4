import type { ReaderResult } from "../../src/results/schema/analyses.js";
import type { Metric } from "../../src/results/schema/metric.js";
import { type ReaderPoint, readerMark } from "../charts/readerPoints.js";
import type { LegendEntry } from "../document.js";
import { say } from "../prose.js";
import { nameOf, type Source } from "../source.js";
import { readerWords } from "../words/readers.js";

/** The readers of one stratum as its charts of curves have them; empty where nobody read it. */
export interface CurveReaders {
  readonly roc: readonly ReaderPoint[];
  readonly pr: readonly ReaderPoint[];
  readonly legend: readonly LegendEntry[];
}

/** @param index of the stratum in results.json */
export function curveReaders(source: Source, index: number): CurveReaders {
  const { name } = source.results.strata[index];
  const readers = source.results.readers.filter(({ stratum }) => stratum === name);
  const points = (x: (reader: ReaderResult) => number | null, y: string): ReaderPoint[] =>
    readers.flatMap((reader, place) => {
      const point = { x: x(reader), y: estimateOf(reader.metrics[y]) };
      return point.x === null || point.y === null
        ? []
        : [{ mark: readerMark(place, reader.inReferenceStandard), x: point.x, y: point.y }];
    });
  return {
    roc: points(falsePositiveRate, "sensitivity"),
    pr: points(({ metrics }) => estimateOf(metrics["sensitivity"]), "precision"),
    legend: readers.flatMap((reader, place) => (reader.cases === 0 ? [] : [legendEntry(reader, place)])),
  };
}

function falsePositiveRate({ metrics }: ReaderResult): number | null {
  const specificity = estimateOf(metrics["specificity"]);
  return specificity === null ? null : 1 - specificity;
}

const estimateOf = (metric: Metric | undefined): number | null => metric?.value ?? null;

function legendEntry(reader: ReaderResult, place: number): LegendEntry {
  return {
    mark: readerMark(place, reader.inReferenceStandard),
    name: say`${nameOf(reader.name, 60)}${reader.inReferenceStandard ? ` ${readerWords.sign}` : ""}`,
  };
}
