import { dirname, join } from "node:path";
import { readResults } from "../results/readResults.js";
import { writeWhole } from "../results/writeWhole.js";
import { findBrowser, printPdf } from "./printPdf.js";
import { writeFolder } from "./writeFolder.js";

export type ReportOptions = {
  readonly format: "html" | "pdf";
  /** Makes a folder, or says why it can't be written to. */
  readonly prepare: (folder: string) => Promise<void>;
} & ({ readonly folder: string } | { readonly file: string });

/**
 * Renders the report of a results.json: into a folder with its tables and figures, or alone into a file.
 * @returns the path of the report
 * @throws UserError where there are no results, no browser for a PDF, or no place to write to
 */
export async function writeReport(results: string, options: ReportOptions): Promise<string> {
  const { renderHtml, renderReportFiles } = await import("../../reports/index.js");
  const browser = options.format === "pdf" ? await findBrowser() : undefined;
  const file = await readResults(results);
  await options.prepare("folder" in options ? options.folder : dirname(options.file));
  if (browser !== undefined || "file" in options) {
    const html = await renderHtml(file);
    const content = browser === undefined ? html : await printPdf(html, browser);
    if ("file" in options) {
      await writeWhole(options.file, content);
      return options.file;
    }
    await writeFolder(options.folder, [{ file: "report.pdf", content }], () => false);
    return join(options.folder, "report.pdf");
  }
  const [report, ...others] = await renderReportFiles(file);
  await writeFolder(options.folder, [...others, report], (name) =>
    /^(tables|figures)\/[A-Za-z0-9_-]+\.(csv|svg)$/.test(name),
  );
  return join(options.folder, report.file);
}
