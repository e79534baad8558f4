import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { tableCsv } from "../../reports/csv/tableCsv.js";
import { renderHtml, renderReportFiles } from "../../reports/index.js";
import { figureAt, sourceOf, textAt } from "../../reports/source.js";
import { figureCell, type Table, wordsCell } from "../../reports/tables/table.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { goldenNames, goldenResults, manyStrata } from "./goldenResults.js";

const folder = temporaryFolder();

/** A CSV as DuckDB reads it, every cell as text. */
async function read(text: string): Promise<(string | null)[][]> {
  const path = join(folder, "table.csv");
  writeFileSync(path, text);
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = await connection.runAndReadAll(
    `SELECT * FROM read_csv('${path}', header = false, all_varchar = true, delim = ',', quote = '"', escape = '"', strict_mode = true)`,
  );
  return reader.getRows() as (string | null)[][];
}

const file = goldenResults("reference");
const source = sourceOf(file);
const column = (title: string, kind: "figure" | "words" = "figure") => ({ title, kind });
const table = (columns: Table["columns"], rows: Table["rows"]): Table => ({
  id: "test",
  caption: ["Test"],
  columns,
  rows,
});

describe("a table as CSV", () => {
  test("has figures in full precision, bounds in columns of their own, and why a figure is missing", async () => {
    const auroc = "/results/strata/1/metrics/auroc";
    const at = (key: string) => figureAt(source, `${auroc}/${key}`, "metric");
    const text = tableCsv(
      source,
      table(
        [column("Stratum", "words"), column("AUROC"), column("n")],
        [
          [
            wordsCell(["ct, confirmed"]),
            figureCell([at("value")], [at("ci/lower"), "–", at("ci/upper")]),
            figureCell([
              figureAt(source, "/results/strata/1/positives", "count"),
              " / ",
              figureAt(source, "/results/strata/1/negatives", "count"),
            ]),
          ],
          [wordsCell(["empty"]), { content: ["too few"], kind: "undefined", columns: 2 }],
        ],
      ),
    );
    const { value, ci } = file.results.strata[1].metrics.auroc;
    expect(await read(text)).toEqual([
      [
        "Stratum",
        "AUROC",
        "AUROC: ci lower",
        "AUROC: ci upper",
        "AUROC: reason",
        "n: positives",
        "n: negatives",
        "n: reason",
      ],
      ["ct, confirmed", String(value), String(ci!.lower), String(ci!.upper), null, "20", "85", null],
      ["empty", null, null, null, "too few", null, null, "too few"],
    ]);
  });

  test("keeps numbers numbers, and takes the sting out of formulas", async () => {
    const hostile = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", 'a "b", c'];
    const gap = figureAt(source, "/results/gaps/0/difference", "difference");
    const text = tableCsv(
      source,
      table(
        [column("Name", "words"), column("Difference")],
        hostile.map((name) => [wordsCell([name]), figureCell([gap])]),
      ),
    );
    const rows = (await read(text)).slice(1);
    expect(rows.map(([name]) => name)).toEqual([
      ...hostile.slice(0, 4).map((name) => `'${name}`),
      hostile[4],
    ]);
    expect(file.results.gaps[0].difference).toBeLessThan(0);
    expect(rows.map(([, difference]) => Number(difference))).toEqual(
      hostile.map(() => file.results.gaps[0].difference),
    );
  });

  test("has a text of results.json whole, where the report cuts it", async () => {
    const long = structuredClone(file);
    long.results.model.name = "x".repeat(5000);
    const own = sourceOf(long);
    const text = tableCsv(
      own,
      table([column("Item", "words")], [[wordsCell([textAt(own, "/results/model/name")])]]),
    );
    expect((await read(text))[1][0]).toHaveLength(5000);
  });
});

describe.each([...goldenNames, "twelve strata"] as const)("the files of the report of %s", async (name) => {
  const results = name === "twelve strata" ? manyStrata(12) : goldenResults(name);
  const files = await renderReportFiles(results);
  const of = (pattern: RegExp) => files.filter((one) => pattern.test(one.file));

  test("are its HTML, and a file for each table and chart there", async () => {
    const html = await renderHtml(results);
    expect(of(/^report\.html$/).map(({ content }) => content)).toEqual([html]);
    const ids = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, id]) => id).sort();
    const named = (pattern: RegExp) =>
      of(pattern)
        .map((one) => pattern.exec(one.file)![1])
        .sort();
    expect(named(/^figures\/(.*)\.svg$/)).toEqual(
      ids(/<svg [^>]*class="chart"[^>]*aria-labelledby="([^"]*)-title"/g),
    );
    const written = named(/^tables\/(.*)\.csv$/);
    for (const id of ids(/<table id="([^"]*)" class="/g)) expect(written).toContain(id);
    expect(new Set(files.map((one) => one.file.toLowerCase())).size).toBe(files.length);
  });

  test("are tables that another program reads, all rows as long as the head", async () => {
    for (const { file: path, content } of of(/\.csv$/)) {
      const rows = await read(content);
      expect(rows.length, path).toBeGreaterThan(1);
      expect(new Set(rows[0]).size, `${path}: ${rows[0]}`).toBe(rows[0].length);
      for (const cell of rows.flat())
        expect(cell ?? "", path).not.toMatch(/^(NaN|undefined|-?Infinity|\[object.*)$/);
    }
  });

  test("are listed in tables/index.csv", async () => {
    const [, ...index] = await read(of(/^tables\/index\.csv$/)[0].content);
    const others = of(/^(tables|figures)\//).filter((one) => one.file !== "tables/index.csv");
    expect(index.map(([path]) => path)).toEqual(others.map((one) => one.file));
  });

  test("are figures that a program other than a browser draws, on white, in colours of their own", async () => {
    for (const { file: path, content } of of(/\.svg$/)) {
      expect(content, path).not.toMatch(/var\(|<style|<script|href=|class=/);
      const { data, info } = await sharp(Buffer.from(content)).raw().toBuffer({ resolveWithObject: true });
      expect([...data.subarray(0, info.channels)], path).toEqual(
        [255, 255, 255, 255].slice(0, info.channels),
      );
      const ink = data.reduce((dark, value, i) => dark + (i % info.channels < 3 && value < 128 ? 1 : 0), 0);
      expect(ink, path).toBeGreaterThan(100);
    }
  });
});

test("a legend stands in the figure, since no page is around it", async () => {
  const files = await renderReportFiles(file);
  const roc = files.find((one) => one.file === "figures/figure-roc-0.svg")!.content;
  for (const { name } of file.results.strata) expect(roc).toMatch(new RegExp(`<text [^>]*>${name} \\(`));
});
