import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Results, type ResultsFile, resultsFileSchema } from "../results/schema/results.js";
import { printPdf } from "./printPdf.js";
import { type OutputFile, renderOutputs } from "./renderOutputs.js";
import type { Benchmark } from "./runBenchmark.js";
import { writeFolder } from "./writeFolder.js";

export interface OutputOptions {
  readonly out: string;
  /** Whether report.html, tables/ and figures/ are written. */
  readonly html: boolean;
  /** Also report.pdf, printed by the browser at this path. */
  readonly pdf?: string | undefined;
  /** What an inconclusive verdict was told to do; in junit.xml it fails where nothing was said. */
  readonly inconclusive?: "fail" | "warn" | undefined;
  /** Where GitLab is to show findings, the strata file in the project; then its report is written. */
  readonly codeQuality?: string | undefined;
}

/** What a run takes away of an earlier one where it doesn't write it again. */
export const ofReport =
  /^(report\.(html|pdf)|corrupted-cases\.csv|gl-code-quality-report\.json|(tables|figures)\/[A-Za-z0-9_-]+\.(csv|svg))$/;

/**
 * Writes cases.csv, corrupted-cases.csv, the report with its tables and figures, junit.xml, summary.md,
 * pictures, SHA256SUMS and results.json into a folder, each whole or not at all; where results.json is, the
 * rest is of the same run. A report of an earlier run goes where none is asked for, and so do the tables,
 * figures, pictures and corrupted cases that this run doesn't write.
 */
export async function writeOutputs(benchmark: Benchmark, options: OutputOptions): Promise<void> {
  const { file, corruptedTable } = benchmark;
  const rendered = await renderOutputs(file, options);
  const pdf = options.pdf === undefined ? [] : [await pdfOf(file, rendered, options.pdf)];
  const pictures = new Set(benchmark.pictures.map((picture) => picture.file));
  const former = (await formerPictures(options.out)).filter((picture) => !pictures.has(picture));
  await writeFolder(
    options.out,
    [
      ...benchmark.pictures.map((picture) => ({ file: picture.file, content: picture.bytes })),
      { file: "cases.csv", content: benchmark.casesTable },
      ...(corruptedTable === null ? [] : [{ file: "corrupted-cases.csv", content: corruptedTable }]),
      ...rendered,
      ...pdf,
      { file: "results.json", content: resultsText(file) },
    ],
    (name) => ofReport.test(name),
    [...former, ...(options.html ? [] : ["report.html"])],
  );
}

/** The picture files that the results of an earlier run in the folder name; none where there are no such. */
async function formerPictures(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, "results.json"), "utf8").catch(() => "");
  try {
    const { results } = resultsFileSchema.parse(JSON.parse(text));
    return pictureFiles(results);
  } catch {
    return [];
  }
}

/** results.json as it is written. */
export const resultsText = (file: ResultsFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** The report as PDF, from its HTML where that is at hand. */
async function pdfOf(
  file: ResultsFile,
  rendered: readonly OutputFile[],
  browser: string,
): Promise<OutputFile> {
  const page = rendered.find((one) => one.file === "report.html")?.content as string | undefined;
  const { renderHtml } = await import("../../reports/index.js");
  return { file: "report.pdf", content: await printPdf(page ?? (await renderHtml(file)), browser) };
}

/** The picture files that results name, as far as they lie in the folder of their own. */
export function pictureFiles({ explanations }: Results): string[] {
  const files = (explanations?.strata ?? []).flatMap(({ cases }) =>
    cases.flatMap(({ images }) => images.map(({ picture }) => picture.file)),
  );
  // What the file says is not ours to trust beyond our own folder.
  return [...new Set(files)].filter((file) => /^pictures\/[A-Za-z0-9_-]+\.png$/.test(file));
}
