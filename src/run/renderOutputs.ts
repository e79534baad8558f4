import type { ResultsFile } from "../results/schema/results.js";

export interface RenderOptions {
  /** Also report.html, tables/ and figures/. */
  readonly html: boolean;
  /** What an inconclusive verdict was told to do; in junit.xml it fails where nothing was said. */
  readonly inconclusive?: "fail" | "warn" | undefined;
  /** Where GitLab is to show findings, the strata file in the project; then its report is written. */
  readonly codeQuality?: string | undefined;
}

/** A file of an output folder, its path relative to it. */
export interface OutputFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** GitLab's report, under the name its documentation uses. */
const codeQualityFile = "gl-code-quality-report.json";

/** Every output that is made of results.json alone; the same results give the same bytes. */
export async function renderOutputs(file: ResultsFile, options: RenderOptions): Promise<OutputFile[]> {
  const { renderCodeQuality, renderReportFiles, renderJunit, renderMarkdown } = await import(
    "../../reports/index.js"
  );
  const { codeQuality: path, inconclusive = "fail" } = options;
  return [
    ...(options.html ? await renderReportFiles(file) : []),
    { file: "junit.xml", content: renderJunit(file, inconclusive) },
    { file: "summary.md", content: renderMarkdown(file, options.inconclusive) },
    ...(path === undefined
      ? []
      : [{ file: codeQualityFile, content: renderCodeQuality(file, path, inconclusive) }]),
  ];
}
