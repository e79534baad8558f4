import type { StratumResult } from "../../src/results/schema/stratum.js";
import type { StudyReportKey } from "../../src/results/schema/studyReport.js";
import { joined, type Prose } from "../prose.js";
import { nameOf, type Source } from "../source.js";
import { checklistWords } from "../words/checklist.js";
import { deviceWords } from "../words/device.js";

/**
 * How an item of evidence stands: `met`, the results show it; `supplied`, the strata file says it; `not
 * assessable`, these cases or columns can't show it.
 */
export type EvidenceState = "met" | "supplied" | "not-supplied" | "not-assessable";

/** The state of an item, and what it rests on. */
export interface Finding {
  readonly state: EvidenceState;
  readonly because: Prose;
}

/** One item: where in the report it stands (anchors, those that are there are linked), and how. */
export interface EvidenceItem {
  readonly name: keyof typeof checklistWords.items;
  readonly sections: readonly string[];
  readonly find: (source: Source) => Finding;
}

export const met = (because: Prose): Finding => ({ state: "met", because });
export const supplied = (because: Prose): Finding => ({ state: "supplied", because });
export const notSupplied = (because: Prose): Finding => ({ state: "not-supplied", because });
export const notAssessable = (because: Prose): Finding => ({ state: "not-assessable", because });

/**
 * Supplied where the strata file says all of it, else what is missing.
 * @param also what is missing besides
 */
export function inWords(
  source: Source,
  keys: readonly StudyReportKey[],
  also: readonly (Prose | undefined)[] = [],
): Finding {
  const missing = [
    ...also.filter((one) => one !== undefined),
    ...keys.flatMap((key): Prose[] => (has(source, key) ? [] : [[deviceWords.items[key].toLowerCase()]])),
  ];
  return missing.length > 0
    ? notSupplied(checklistWords.missing(joined(missing, ", ")))
    : supplied(checklistWords.inWords);
}

export const has = (source: Source, key: StudyReportKey): boolean =>
  source.results.protocol.report?.[key] !== undefined;

/** Declared strata. */
export const declared = ({ results }: Source): StratumResult[] =>
  results.strata.filter(({ kind }) => kind === "declared");

/** Names with commas between, the first few of many. */
export function namesOf(strata: readonly { readonly name: string }[]): Prose {
  const shown = strata.slice(0, 6).map(({ name }): Prose => [nameOf(name, 60)]);
  return joined(strata.length > shown.length ? [...shown, ["…"]] : shown, ", ");
}
