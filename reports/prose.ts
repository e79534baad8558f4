import { visible } from "./format/foreignText.js";
import type { Format } from "./format/number.js";

/** A figure of results.json: its text, and the JSON pointer to what it prints. */
export interface Figure {
  readonly kind: "figure";
  readonly text: string;
  readonly pointer: string;
  readonly format: Format;
}

/** Text from outside, shown as text and apart from its neighbours' writing direction. */
export interface Foreign {
  readonly kind: "foreign";
  readonly text: string;
  /** Set in a fixed-width face: hashes, paths, predicates. */
  readonly code?: boolean;
  /** Where in results.json it stands. */
  readonly pointer?: string;
}

/** A link to a section of the same report. */
export interface Link {
  readonly kind: "link";
  readonly text: string;
  readonly section: string;
}

export type Part = string | Figure | Foreign | Link;

/** Words and figures in the order they are read; each output format escapes the parts its own way. */
export type Prose = readonly Part[];

/** Words around figures: say`AUROC ${figure} in ${name}`. Prose and undefined parts may be put in, too. */
export function say(between: TemplateStringsArray, ...parts: (Part | Prose | undefined)[]): Prose {
  const prose: Part[] = [];
  between.forEach((text, index) => {
    const words = text.startsWith(".") && endsCut(prose.at(-1)) ? text.slice(1) : text;
    if (words !== "") prose.push(words);
    const part = parts[index];
    if (part === undefined) return;
    if (Array.isArray(part)) prose.push(...(part as Prose));
    else prose.push(part as Part);
  });
  return prose;
}

/** Whether a part ends with the ellipsis of a text cut short, which ends a sentence, too. */
function endsCut(part: Part | undefined): boolean {
  return part !== undefined && (typeof part === "string" ? part : part.text).endsWith("…");
}

/** The prose of several, with words between. */
export function joined(proses: readonly Prose[], between: string): Prose {
  return proses.flatMap((prose, index) => (index === 0 ? prose : [between, ...prose]));
}

/** The noun that fits a count as it is printed. */
export function noun(count: Part, one: string, several: string): string {
  return (typeof count === "string" ? count : count.text) === "1" ? one : several;
}

/** Prose as plain text, nothing escaped. */
export function plainText(prose: Prose): string {
  return prose.map((part) => (typeof part === "string" ? part : visible(part.text))).join("");
}
