import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

const file = join(import.meta.dirname, "../../docs/plan.md");

/** Checks that docs/plan.md holds a table between its marks; UPDATE_DOCS=1 writes it there. */
export function documented(name: string, lines: readonly string[]): void {
  const marks = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`] as const;
  const text = readFileSync(file, "utf8");
  const [before, rest] = text.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (after === undefined) throw new Error(`docs/plan.md has no marks for ${name}`);
  const wanted = before + marks[0] + lines.join("\n") + marks[1] + after;
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
}
