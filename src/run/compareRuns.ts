import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { compareRuns } from "../analysis/comparison/compareRuns.js";
import { overall } from "../gate/acceptance.js";
import { judgeRegression } from "../gate/regression.js";
import * as messages from "../messages/comparison.js";
import { type KeptRun, readRun } from "../results/readRun.js";
import type { Comparison } from "../results/schema/comparison.js";
import { type ResultsFile, resultsFileSchema } from "../results/schema/results.js";
import { BootstrapThreads } from "../statistics/index.js";
import type { PictureFile } from "./explain.js";
import type { Benchmark } from "./runBenchmark.js";
import { pictureFiles } from "./writeOutputs.js";

/**
 * A candidate's results with its comparison with a baseline, and the verdict on both: what `compare` and
 * `run --baseline` share. Rules, seed, iterations, level and unit of resampling are the candidate's.
 * @throws UserError where the two can't be compared
 */
export async function withComparison(
  baseline: KeptRun,
  candidate: Pick<KeptRun, "file" | "cases" | "corrupted" | "path">,
  options: { readonly threads?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<ResultsFile> {
  const { results } = candidate.file;
  const scored = candidate.cases.cases.length * (1 + (candidate.corrupted?.length ?? 0));
  const large = scored >= threadsPay;
  const threads = new BootstrapThreads(large ? (options.threads ?? availableParallelism()) : 1);
  try {
    const side = ({ file, ...kept }: typeof candidate) => ({ ...kept, results: file.results });
    const compared = await compareRuns(side(baseline), side(candidate), threads, options.signal);
    const rules = judgeRegression(results.protocol.regression ?? [], {
      ...compared,
      level: results.protocol.bootstrap.level,
    });
    const { robustness } = compared;
    const comparison: Comparison = {
      baseline: baselineOf(baseline, compared.thresholds.baseline),
      threshold: compared.thresholds.candidate,
      cases: compared.cases,
      strata: compared.strata,
      changes: compared.changes.map(({ change }) => change),
      rules,
      flips: compared.flips,
      ...(robustness && { robustness }),
      warnings: [...compared.warnings],
      verdict: overall(rules.map(({ outcome }) => outcome)),
    };
    const verdict = overall([...results.acceptance, ...rules].map(({ outcome }) => outcome));
    // Also catches NaN, which JSON would turn into null without a reason.
    return resultsFileSchema.parse({
      ...candidate.file,
      results: {
        ...results,
        comparison,
        verdict,
        warnings: results.warnings.filter((warning) => warning !== messages.noBaseline),
      },
    });
  } finally {
    await threads.close();
  }
}

/** Results of a run without a baseline say so where rules for one are declared. */
export function withoutBaseline(file: ResultsFile): ResultsFile {
  const { results } = file;
  if (!results.protocol.regression) return file;
  return { ...file, results: { ...results, warnings: [...results.warnings, messages.noBaseline] } };
}

/**
 * Two output folders, or their results.json, compared.
 * @returns what `writeOutputs` writes: the candidate's results with the comparison, its cases and pictures
 * @throws UserError where one can't be read, or the two can't be compared
 */
export async function comparedRuns(
  baselinePath: string,
  candidatePath: string,
  options: { readonly threads?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<Benchmark> {
  const baseline = await readRun(baselinePath);
  const candidate = await readRun(candidatePath);
  const file = await withComparison(baseline, candidate, options);
  const pictures: PictureFile[] = [];
  for (const picture of pictureFiles(file.results)) {
    const bytes = await readFile(join(dirname(candidate.path), picture)).catch(() => null);
    if (bytes !== null) pictures.push({ file: picture, bytes });
  }
  const { casesTable, corruptedTable } = candidate;
  return { file, casesTable, corruptedTable, pictures };
}

/** Scores, of cases with and without corruptions, from which starting threads costs less than it saves. */
const threadsPay = 5000;

function baselineOf({ file: { results, execution } }: KeptRun, threshold: number): Comparison["baseline"] {
  const { model, protocol, cohort, tool } = results;
  return {
    model: { name: model.name, format: model.format, sha256: model.sha256 },
    tool: `${tool.name} ${tool.version}`,
    protocol: { name: protocol.name, sha256: protocol.sha256 },
    cohort: { name: cohort.name, sha256: cohort.sha256, cases: cohort.cases },
    casesTableSha256: cohort.casesTable.sha256,
    startedAt: execution.startedAt,
    threshold,
  };
}
