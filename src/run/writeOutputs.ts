import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { resultsFileSchema } from "../results/schema/results.js";
import { writeAllWhole } from "../results/writeWhole.js";
import type { Benchmark } from "./runBenchmark.js";

export interface OutputOptions {
  readonly out: string;
  readonly html: boolean;
  /** What an inconclusive criterion is in junit.xml. */
  readonly inconclusive: "fail" | "warn";
}

/**
 * Writes cases.csv, report.html, junit.xml, summary.md, pictures and results.json into a folder, each whole
 * or not at all; where results.json is, the rest is of the same run. A report of an earlier run goes where
 * none is asked for, and so do the pictures that its results name.
 */
export async function writeOutputs(benchmark: Benchmark, options: OutputOptions): Promise<void> {
  const { file } = benchmark;
  const { renderHtml, renderJunit, renderMarkdown } = await import("../../reports/index.js");
  const to = (name: string, content: string | Uint8Array | null) => ({
    path: join(options.out, name),
    content,
  });
  const pictures = new Set(benchmark.pictures.map((picture) => picture.file));
  const former = (await formerPictures(options.out)).filter((picture) => !pictures.has(picture));
  await writeAllWhole([
    ...benchmark.pictures.map((picture) => to(picture.file, picture.bytes)),
    ...former.map((picture) => to(picture, null)),
    to("cases.csv", benchmark.casesTable),
    to("report.html", options.html ? await renderHtml(file) : null),
    to("junit.xml", renderJunit(file, options.inconclusive)),
    to("summary.md", renderMarkdown(file)),
    to("results.json", `${JSON.stringify(file, null, 2)}\n`),
  ]);
}

/** The picture files that the results of an earlier run in the folder name; none where there are no such. */
async function formerPictures(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, "results.json"), "utf8").catch(() => "");
  try {
    const { results } = resultsFileSchema.parse(JSON.parse(text));
    const files = (results.explanations?.strata ?? []).flatMap(({ cases }) =>
      cases.flatMap(({ images }) => images.map(({ picture }) => picture.file)),
    );
    // What the file says is not ours to trust beyond our own folder.
    return [...new Set(files)].filter((file) => /^pictures\/[A-Za-z0-9_-]+\.png$/.test(file));
  } catch {
    return [];
  }
}
