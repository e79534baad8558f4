import type { Metric } from "../src/results/schema/metric.js";
import type { Results, ResultsFile } from "../src/results/schema/results.js";
import { shown } from "./format/foreignText.js";
import { type Format, formatted } from "./format/number.js";
import type { Figure, Foreign } from "./prose.js";
import { type StratumMark, stratumMarks } from "./stratumMarks.js";

/** What every part of a report draws on: the results file, and the way figures are taken from it. */
export interface Source {
  readonly file: ResultsFile;
  readonly results: Results;
  /** One mark a stratum, in the order of results.strata. */
  readonly marks: readonly StratumMark[];
}

export function sourceOf(file: ResultsFile): Source {
  return { file, results: file.results, marks: stratumMarks(file.results.strata) };
}

/** A document whose figures are printed: results.json, or a history of runs. */
export interface Document {
  readonly file: object;
}

/**
 * The figure at a JSON pointer (RFC 6901) of the results file, printed as told. Every number of a
 * report is made here, so that it can be traced and checked.
 * @throws RangeError where there is no number
 */
export function figureAt(source: Document, pointer: string, format: Format): Figure {
  return { kind: "figure", text: formatted(valueAt(source.file, pointer), format), pointer, format };
}

/** The text at a JSON pointer; whole, unless it is longer than a page should hold. */
export function textAt(source: Document, pointer: string, code = false): Foreign {
  return { kind: "foreign", text: formatted(valueAt(source.file, pointer), "text"), code, pointer };
}

/** A name from outside, cut where it is long. */
export function nameOf(text: string, longest?: number): Foreign {
  return { kind: "foreign", text: shown(text, longest) };
}

/** The metric at a pointer. */
export function metricAt(source: Source, pointer: string): Metric | undefined {
  return valueAt(source.file, pointer) as Metric | undefined;
}

/** A key made part of a JSON pointer. */
export function pointerKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** What stands at a JSON pointer of a document; undefined where nothing does. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
