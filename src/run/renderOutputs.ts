import type { ResultsFile } from "../results/schema/results.js";

export interface RenderOptions {
  /** Also report.html, tables/ and figures/. */
  readonly html: boolean;
  /** What an inconclusive criterion is in junit.xml. */
  readonly inconclusive: "fail" | "warn";
}

/** A file of an output folder, its path relative to it. */
export interface OutputFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** Every output that is made of results.json alone; the same results give the same bytes. */
export async function renderOutputs(file: ResultsFile, options: RenderOptions): Promise<OutputFile[]> {
  const { renderReportFiles, renderJunit, renderMarkdown } = await import("../../reports/index.js");
  return [
    ...(options.html ? await renderReportFiles(file) : []),
    { file: "junit.xml", content: renderJunit(file, options.inconclusive) },
    { file: "summary.md", content: renderMarkdown(file) },
  ];
}
