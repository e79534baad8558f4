import { join } from "node:path";
import { writeAllWhole } from "../results/writeWhole.js";
import type { Benchmark } from "./runBenchmark.js";

export interface OutputOptions {
  readonly out: string;
  readonly html: boolean;
  /** What an inconclusive criterion is in junit.xml. */
  readonly inconclusive: "fail" | "warn";
}

/**
 * Writes cases.csv, report.html, junit.xml, summary.md and results.json into a folder, each whole or
 * not at all; where results.json is, the rest is of the same run. A report of an earlier run goes where
 * none is asked for.
 */
export async function writeOutputs(benchmark: Benchmark, options: OutputOptions): Promise<void> {
  const { file } = benchmark;
  const { renderHtml, renderJunit, renderMarkdown } = await import("../../reports/index.js");
  const to = (name: string, content: string | null) => ({ path: join(options.out, name), content });
  await writeAllWhole([
    to("cases.csv", benchmark.casesTable),
    to("report.html", options.html ? await renderHtml(file) : null),
    to("junit.xml", renderJunit(file, options.inconclusive)),
    to("summary.md", renderMarkdown(file)),
    to("results.json", `${JSON.stringify(file, null, 2)}\n`),
  ]);
}
