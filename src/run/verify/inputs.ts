import { existsSync } from "node:fs";
import type { ResultsFile } from "../../results/schema/results.js";
import { locate } from "../locate.js";

/** Where a verification finds what a run was made of; undefined where it isn't known. */
export interface Inputs {
  readonly strata?: string | undefined;
  readonly model?: string | undefined;
  readonly predictions?: string | undefined;
  readonly cohort?: string | undefined;
  readonly images?: string | undefined;
  readonly key?: string | undefined;
  /** Folder or results.json of the run compared with. */
  readonly baseline?: string | undefined;
}

const options = ["strata", "model", "predictions", "cohort", "images", "key", "baseline"] as const;

/**
 * What the user names, and for the rest what the run's own command names, where that is still there. That only
 * says where to look: what is found is held against its hash.
 * @throws UserError where something the user names isn't there
 */
export function inputsOf(file: ResultsFile, named: Inputs): Inputs {
  const recorded = commandOptions(file.execution.command);
  const what = (option: string) => (option === "strata" ? "strata file" : option);
  const found = options.map((option) => {
    const own = named[option];
    const isName = option === "cohort" && /^phantom:/.test(own ?? recorded[option] ?? "");
    if (own !== undefined) return [option, isName ? own : locate(own, what(option))];
    const known = recorded[option];
    if (known === undefined || isName || existsSync(known) || /^https?:/i.test(known)) return [option, known];
    try {
      return [option, locate(known, what(option))];
    } catch {
      return [option, undefined];
    }
  });
  return Object.fromEntries(found) as Inputs;
}

/** The options of a recorded `wrist-bench run …`, quoted as for a shell. */
export function commandOptions(command: string): Readonly<Record<string, string>> {
  const words = [...command.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\'/g, (all, inside: string | undefined) => inside ?? (all === "\\'" ? "'" : "")),
  );
  const found: Record<string, string> = {};
  words.forEach((word, i) => {
    const match = /^--([a-z]+)(?:=(.*))?$/s.exec(word);
    if (match === null) return;
    const value = match[2] ?? words[i + 1];
    if (value !== undefined) found[match[1]] = value;
  });
  return found;
}
