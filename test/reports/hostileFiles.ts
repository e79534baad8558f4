import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type DuckDBBlobValue, DuckDBInstance } from "@duckdb/node-api";
import { expect } from "vitest";
import {
  renderAnnotations,
  renderCodeQuality,
  renderHistory,
  renderReportFiles,
} from "../../reports/index.js";
import { visible } from "../../src/messages/visibleText.js";
import { likeFormula } from "../../src/results/csv.js";
import { parseCsv } from "../../src/results/parseCsv.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { figureDifferences } from "../../src/run/verify/verify.js";
import { longHistory } from "../history/longHistory.js";
import { withComparison } from "./comparisonResults.js";
import { expectSameOutline } from "./hostileReport.js";
import { hostileResults } from "./hostileText.js";

/** As it comes back from a file: halves of surrogate pairs have no bytes in UTF-8. */
const fromFile = (text: string): string => Buffer.from(text).toString("utf8");

/** Every table of the report: no cell that a spreadsheet would run, and another program reads what we do. */
export async function expectTablesHold(text: string, folder: string): Promise<void> {
  const tables = (await renderReportFiles(hostileResults(text))).filter(({ file }) => file.endsWith(".csv"));
  const plain = (await renderReportFiles(hostileResults("word"))).filter(({ file }) => file.endsWith(".csv"));
  expect(tables.map(({ file }) => file)).toEqual(plain.map(({ file }) => file));
  let whole = 0;
  for (const [t, { file, content }] of tables.entries()) {
    const own = fromFile(content);
    const cells = await byDuckDb(join(folder, "table.csv"), own);
    const shape = (rows: readonly unknown[][]) => rows.map((row) => row.length);
    expect(shape(cells), file).toEqual(shape(parseCsv(plain[t].content)));
    for (const cell of cells.flat())
      if (!isNumber(cell)) expect(cell, file).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    const read = parseCsv(own);
    const bare = (cell: string) => (cell.startsWith("'") && likeFormula.test(cell) ? cell.slice(1) : cell);
    expect(read, file).toEqual(cells.map((row) => row.map(bare)));
    whole += read.flat().filter((cell) => cell === fromFile(text)).length;
  }
  // The declarations have texts of results.json as they are, however long.
  expect(whole).toBeGreaterThan(0);
}

const isNumber = (cell: string) => cell !== "" && Number.isFinite(Number(cell)) && /^-?\d/.test(cell);

async function byDuckDb(path: string, text: string): Promise<string[][]> {
  writeFileSync(path, text);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      // As bytes: the client's own decoding drops a byte order mark at the start of a value.
      `SELECT encode(COLUMNS(*)) FROM read_csv('${path}', header = false, all_varchar = true, delim = ',', quote = '"', escape = '"', strict_mode = true, max_line_size = 10000000)`,
    );
    return (reader.getRows() as (DuckDBBlobValue | null)[][]).map((row) =>
      row.map((cell) => (cell ? Buffer.from(cell.bytes).toString() : "")),
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Every chart's file is well-formed XML (libxml2), with as many elements as with a plain word, and shows the name. */
export async function expectFiguresHold(text: string, folder: string): Promise<void> {
  const figuresOf = async (word: string) =>
    (await renderReportFiles(hostileResults(word))).filter(({ file }) => file.endsWith(".svg"));
  const plain = await figuresOf("word");
  rmSync(join(folder, "figures"), { recursive: true, force: true });
  const figures = await figuresOf(text);
  expect(figures.map(({ file }) => file)).toEqual(plain.map(({ file }) => file));
  const paths = figures.map(({ file, content }) => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  });
  // Throws, with what libxml2 says, where one is not well-formed.
  execFileSync("xmllint", ["--noout", "--nonet", ...paths], { stdio: "pipe" });
  for (const { file, content } of figures) {
    // Words of our own or of shapes; nothing else opens an element.
    for (const [, name] of content.matchAll(/<([^\s/>]+)/g))
      expect(["svg", "title", "desc", "rect", "g", "path", "text", "line", "tspan"], file).toContain(name);
    expect(content, file).not.toMatch(/<[^>]*\s(?:href|style|on\w+)=/i);
  }
}

/** GitHub's commands: as many lines as with a plain word, each one a command. */
export function expectAnnotationsHold(text: string): void {
  const lines = renderAnnotations(hostileResults(text)).split("\n");
  expect(lines).toHaveLength(renderAnnotations(hostileResults("word")).split("\n").length);
  for (const line of lines.slice(0, -1))
    expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,\r\n]*::(?!\r|.*\r)/);
}

/** GitLab's report: JSON with the text in it. */
export function expectCodeQualityHolds(text: string): void {
  const findings = JSON.parse(renderCodeQuality(hostileResults(text), "strata.yaml", "fail"));
  expect(findings).toHaveLength(1);
  expect(findings[0].description).toContain(visible(`0${text}`));
  expect(findings[0].description).not.toMatch(/[\p{Cc}\p{Cs}]/u);
}

/** What the page says it prints is what verification finds at that place, after a round through bytes. */
export async function expectFiguresVerify(text: string): Promise<void> {
  const file = resultsFileSchema.parse(JSON.parse(fromFile(JSON.stringify(hostileResults(text)))));
  const [page] = await renderReportFiles(file);
  expect(figureDifferences(file, fromFile(page.content))).toEqual([]);
}

/** A comparison with such a text in every name of it. */
export async function expectComparisonHolds(text: string): Promise<void> {
  await expectSameOutline((word) => pageOf(hostileComparison(word)), text);
}

const pageOf = async (file: ResultsFile) => (await renderReportFiles(file))[0].content;

function hostileComparison(text: string): ResultsFile {
  const file = withComparison();
  const comparison = file.results.comparison!;
  const { baseline } = comparison;
  Object.assign(baseline.model, { name: text, format: text, sha256: text });
  Object.assign(baseline, { tool: text, startedAt: text });
  Object.assign(baseline.protocol, { name: text });
  Object.assign(baseline.cohort, { name: text });
  comparison.warnings = [text];
  for (const rule of comparison.rules) rule.reason = text;
  for (const change of comparison.changes)
    if (change.reason !== undefined) Object.assign(change, { reason: text });
  for (const flip of [...comparison.flips.newlyWrong, ...comparison.flips.newlyRight]) flip.case = text;
  return file;
}

/** A history with such a text in every name of it. */
export async function expectHistoryHolds(text: string): Promise<void> {
  await expectSameOutline((word) => {
    const history = longHistory(4);
    for (const run of history.runs) {
      run.model.name = word;
      run.cohort.name = word;
      run.protocol.name = word;
      run.tool.version = word;
      for (const figure of run.figures) {
        figure.stratum = `${figure.stratum}${word}`;
        if (figure.reason !== null) figure.reason = word;
      }
      for (const finding of run.findings)
        Object.assign(finding, { stratum: `${finding.stratum}${word}`, rule: word });
    }
    return renderHistory(history);
  }, text);
}
