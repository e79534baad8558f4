import type { Prose } from "../prose.js";
import type { StratumMark } from "../stratumMarks.js";

/** One cell: what is read first, and what stands small below it (an interval, a reason). */
export interface Cell {
  readonly content: Prose;
  readonly detail?: Prose;
  /** What stands below it in words. */
  readonly note?: Prose;
  /** The mark of the stratum the cell names. */
  readonly mark?: StratumMark;
  /** `figure` is set to the right; `undefined` stands in the place of a figure, `absent` of words. */
  readonly kind: "figure" | "words" | "undefined" | "absent" | "pass" | "fail" | "inconclusive";
  /** Columns the cell takes; 1 unless told. */
  readonly columns?: number;
}

export interface Column {
  readonly title: string;
  readonly kind: "figure" | "words";
  /** What the title stands for, where it is short for something. */
  readonly meaning?: string;
  /** Its cells are sentences: on a screen it is wide enough to read them. */
  readonly sentences?: boolean;
}

/** A table in no format yet: HTML, Markdown and CSV are written from it. */
export interface Table {
  readonly id: string;
  readonly caption: Prose;
  readonly columns: readonly Column[];
  /** The first cell of a row heads it. */
  readonly rows: readonly (readonly Cell[])[];
  /** What is said below it. */
  readonly notes?: readonly Prose[];
}

export function figureCell(content: Prose, detail?: Prose): Cell {
  return { content, detail, kind: "figure" };
}

export function wordsCell(content: Prose, detail?: Prose): Cell {
  return { content, detail, kind: "words" };
}

/** Words where there are any, else what is said in their place. */
export function wordsOr(content: Prose | undefined, otherwise: string): Cell {
  return content === undefined ? { content: [otherwise], kind: "absent" } : wordsCell(content);
}
