import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { figureExpected, printedFigures } from "../../reports/html/printedFigures.js";
import { renderJunit, renderMarkdown, renderReportFiles } from "../../reports/index.js";
import { readResults } from "../../src/results/readResults.js";
import { jsonDifferences } from "../../src/run/verify/jsonDifferences.js";

const folder = join(import.meta.dirname, "earlier");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

it("results files of several earlier versions are kept", () => {
  expect(names.length).toBeGreaterThanOrEqual(4);
});

describe.each(names)("%s", (name) => {
  const read = () => readResults(join(folder, name));

  it("validates, and loses nothing", async () => {
    const written = JSON.parse(readFileSync(join(folder, name), "utf8"));
    // A default filled in is no loss; a key or figure that the schema no longer knows is.
    const lost = jsonDifferences(written, JSON.parse(JSON.stringify(await read())), "").filter(
      ({ expected }) => expected !== "nothing",
    );
    expect(lost).toEqual([]);
  });

  it("renders, every figure as it says", async () => {
    const file = await read();
    const files = await renderReportFiles(file);
    expect(files.length).toBeGreaterThan(10);
    const html = files.find((one) => one.file === "report.html")!.content;
    const figures = printedFigures(html);
    expect(figures.length).toBeGreaterThan(60);
    for (const figure of figures) expect(figure.text, figure.pointer).toBe(figureExpected(file, figure));
    expect(html).not.toMatch(/>(?:NaN|null|undefined|Infinity|\[object Object\])</);
    expect(renderJunit(file, "fail")).toContain("<testsuite");
    expect(renderMarkdown(file)).toContain("AUROC");
  });
});
