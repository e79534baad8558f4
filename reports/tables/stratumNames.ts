import type { StratumResult } from "../../src/results/schema/stratum.js";
import type { Foreign } from "../prose.js";
import { nameOf, type Source } from "../source.js";
import type { StratumMark } from "../stratumMarks.js";
import { words } from "../words.js";
import type { Cell } from "./table.js";

/** A stratum's name as the reports print it, with its mark: the head of its row. */
export function stratumCell(source: Source, index: number): Cell {
  const stratum = source.results.strata[index];
  const detail = roleOf(source, stratum);
  return {
    content: [nameOf(stratum.name)],
    detail: detail === undefined ? undefined : [detail],
    mark: source.marks[index],
    kind: "words",
  };
}

/** The head of a row about a stratum that is known by name; one not in the results has no mark. */
export function namedStratumCell(source: Source, name: string): Cell {
  return { content: [nameOf(name)], mark: markOf(source, name), kind: "words" };
}

export function markOf(source: Source, name: string): StratumMark | undefined {
  return source.marks[indexOf(source, name)];
}

export function indexOf(source: Source, name: string): number {
  return source.results.strata.findIndex((stratum) => stratum.name === name);
}

function roleOf(source: Source, stratum: StratumResult): string | Foreign | undefined {
  if (stratum.kind === "merged") return words.merged;
  if (stratum.name === source.results.protocol.reference) return words.reference;
  return stratum.title === undefined ? undefined : nameOf(stratum.title, 80);
}
