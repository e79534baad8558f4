import { csv } from "../src/results/csv.js";
import type { ResultsFile } from "../src/results/schema/results.js";
import type { Chart } from "./charts/chart.js";
import { tableCsv } from "./csv/tableCsv.js";
import { flattened, type LegendEntry, type Matrix, type Section } from "./document.js";
import { standaloneSvg } from "./figures/standaloneSvg.js";
import { renderHtml } from "./html/renderHtml.js";
import { plainText } from "./prose.js";
import { reportSections } from "./sections/report.js";
import { sourceOf } from "./source.js";
import { figureCell, type Table, wordsCell } from "./tables/table.js";
import { words } from "./words.js";

/** A file of a report, its path relative to the report's folder, with `/` between its parts. */
export interface ReportFile {
  readonly file: string;
  readonly content: string;
}

/**
 * The report as files: report.html, each of its tables as `tables/ID.csv`, each of its charts as
 * `figures/ID.svg`, and `tables/index.csv`, which says what they are. The same results give the same bytes.
 */
export async function renderReportFiles(file: ResultsFile): Promise<ReportFile[]> {
  const source = sourceOf(file);
  const sections = reportSections(source);
  const html = await renderHtml(file, sections);
  const found = flattened(sections).map((section) => ({ section, ...partsOf(section) }));
  const names = new FileNames();
  const index: string[][] = [];
  const files: ReportFile[] = [{ file: "report.html", content: html }];
  for (const { section, tables, charts } of found) {
    for (const table of tables) {
      const name = names.next("tables", table.id, "csv");
      index.push([name, section.title, plainText(table.caption)]);
      files.push({ file: name, content: tableCsv(source, table) });
    }
    for (const { chart, legend } of charts) {
      const name = names.next("figures", chart.id, "svg");
      index.push([name, section.title, chart.title]);
      files.push({ file: name, content: await standaloneSvg(chart, legend) });
    }
  }
  return [...files, { file: "tables/index.csv", content: csv(["file", "section", "title"], index) }];
}

interface Parts {
  readonly tables: Table[];
  readonly charts: { readonly chart: Chart; readonly legend: readonly LegendEntry[] }[];
}

/** The tables and charts of a section, wherever in its blocks they stand. */
function partsOf(section: Section): Parts {
  const parts: Parts = { tables: [], charts: [] };
  for (const block of section.blocks)
    if (block.kind === "matrices") parts.tables.push(matrixTable(section, block.matrices));
    else collect(block, block.kind === "charts" ? (block.legend ?? []) : [], parts);
  return parts;
}

function collect(value: unknown, legend: readonly LegendEntry[], parts: Parts): void {
  if (typeof value !== "object" || value === null) return;
  if (isTable(value)) {
    parts.tables.push(value);
    return;
  }
  if (isChart(value)) parts.charts.push({ chart: value, legend });
  for (const [key, inner] of Object.entries(value)) if (key !== "spec") collect(inner, legend, parts);
}

const isTable = (value: object): value is Table => "id" in value && "columns" in value && "rows" in value;
const isChart = (value: object): value is Chart => "id" in value && "spec" in value && "data" in value;

/** Confusion matrices as one table, a row each. */
function matrixTable(section: Section, matrices: readonly Matrix[]): Table {
  const { operatingPoint: own } = words;
  const figure = (title: string) => ({ title, kind: "figure" as const });
  return {
    id: `${section.id}-matrices`,
    caption: [section.title],
    columns: [
      { title: words.columns.stratum, kind: "words" },
      figure(own.truePositive),
      figure(own.falsePositive),
      figure(own.falseNegative),
      figure(own.trueNegative),
      { title: words.columns.threshold, kind: "words" },
    ],
    rows: matrices.map(({ caption, threshold, tp, fp, fn, tn }) => [
      wordsCell(caption),
      ...[tp, fp, fn, tn].map((count) => figureCell([count])),
      wordsCell(threshold),
    ]),
  };
}

/** Names that every file system takes, none twice. */
class FileNames {
  private readonly used = new Set(["tables/index.csv"]);

  next(folder: string, id: string, extension: string): string {
    const safe = id.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 80);
    for (let number = 1; ; number++) {
      const name = `${folder}/${safe}${number === 1 ? "" : `-${number}`}.${extension}`;
      // Some file systems take upper and lower case for the same.
      if (this.used.has(name.toLowerCase())) continue;
      this.used.add(name.toLowerCase());
      return name;
    }
  }
}
