import { join } from "node:path";
import { writeWhole } from "../results/writeWhole.js";
import type { Benchmark } from "./runBenchmark.js";

export interface OutputOptions {
  readonly out: string;
  readonly html: boolean;
  /** What an inconclusive criterion is in junit.xml. */
  readonly inconclusive: "fail" | "warn";
}

/**
 * Writes cases.csv, report.html, junit.xml, summary.md and results.json into a folder, each whole or
 * not at all; results.json last, so that where it is, the rest is too.
 */
export async function writeOutputs(benchmark: Benchmark, options: OutputOptions): Promise<void> {
  const { file } = benchmark;
  const { renderHtml, renderJunit, renderMarkdown } = await import("../../reports/index.js");
  const html = options.html ? await renderHtml(file) : null;
  const to = (name: string) => join(options.out, name);
  await writeWhole(to("cases.csv"), benchmark.casesTable);
  if (html !== null) await writeWhole(to("report.html"), html);
  await writeWhole(to("junit.xml"), renderJunit(file, options.inconclusive));
  await writeWhole(to("summary.md"), renderMarkdown(file));
  await writeWhole(to("results.json"), `${JSON.stringify(file, null, 2)}\n`);
}
