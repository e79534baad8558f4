import { expect, test } from "vitest";
import { renderMarkdown } from "../../reports/index.js";
import { hostile } from "./golden/degenerateResults.js";
import { goldenResults } from "./goldenResults.js";

/** Splits a table row at the bars that Markdown would: those not escaped. */
const cellsOf = (line: string) =>
  line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());

test("the summary has the verdict, the key table, the gaps and the criteria", () => {
  expect(renderMarkdown(goldenResults("reference"))).toMatchSnapshot();
});

test("every row of a table has as many cells as its head, whatever stands in them", () => {
  for (const name of ["reference", "degenerate"] as const) {
    const lines = renderMarkdown(goldenResults(name)).split("\n");
    const heads = lines.flatMap((line, index) => (/^\| (?:---|:|-)/.test(line) ? [index - 1] : []));
    expect(heads.length).toBeGreaterThanOrEqual(2);
    for (const head of heads) {
      for (let row = head; lines[row]?.startsWith("|"); row++) {
        expect(cellsOf(lines[row])).toHaveLength(cellsOf(lines[head]).length);
      }
    }
  }
});

test("text from outside can't become markup, a link or a mention", () => {
  for (const text of Object.values(hostile)) {
    const file = goldenResults("reference");
    file.results.strata[0].name = text;
    file.results.warnings = [text];
    const summary = renderMarkdown(file);
    expect(summary).not.toMatch(/<(?!br>)|\]\(|!\[|\*bold|_it_|@everyone|`|\{\{|:\/\//);
    expect(summary.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
  }
});

test("a name that would begin a list, a heading or a rule stays a name", () => {
  for (const [text, escaped] of [
    ["- item", "&#45; item"],
    ["1. item", "1&#46; item"],
    ["# heading", "&#35; heading"],
    ["--- rule", "&#45;-- rule"],
  ]) {
    const file = goldenResults("reference");
    file.results.warnings = [text];
    expect(renderMarkdown(file)).toContain(`\n- ${escaped}\n`);
  }
});
