import { arch, availableParallelism, cpus, platform, release } from "node:os";
import { join } from "node:path";
import type { Provider } from "../../runners/onnx/session.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import { readCorruptedCases } from "../results/readCorruptedCases.js";
import { keptCases, readRun } from "../results/readRun.js";
import { type ResultsFile, resultsFileSchema, schemaVersion } from "../results/schema/results.js";
import { readStrataFile } from "../strata/readStrataFile.js";
import { baselineReached } from "./baselineReached.js";
import { checkProtocol, checkStrataLeft } from "./checkProtocol.js";
import { withComparison, withoutBaseline } from "./compareRuns.js";
import { explain, type PictureFile } from "./explain.js";
import { cacheFolder } from "./locate.js";
import { openCohort } from "./openCohort.js";
import { type Progress, silent } from "./progress.js";
import { declarationsOf, lockState, readLock } from "./protocolLock.js";
import { resultsFromScores } from "./resultsFromScores.js";
import { measureRobustness } from "./robustness.js";
import { robustnessPlan } from "./robustnessPlan.js";
import { ensembleOf, type ScoreSource } from "./score.js";
import { scoreValidation } from "./scoreValidation.js";
import { toolIdentity } from "./toolIdentity.js";

export interface BenchmarkOptions {
  /** A strata file. */
  readonly strata: string;
  readonly source: ScoreSource;
  /** In place of the strata file's manifest and images' folder. */
  readonly cohort?: string | undefined;
  readonly images?: string | undefined;
  /** In place of the strata file's bootstrap settings. */
  readonly iterations?: number | undefined;
  readonly seed?: number | undefined;
  /** Default: as many as the machine runs at once. The figures don't depend on it. */
  readonly threads?: number | undefined;
  readonly provider?: Provider | undefined;
  /** Score again what an earlier run of the same model has scored. */
  readonly noCache?: boolean | undefined;
  /** Cases of either kind, a stratum, that are shown with a heat map: the most wrong and the most right. */
  readonly explain?: number | undefined;
  /** In place of the strata file's: `quick`, `full`, `none`, or names of corruptions with commas between. */
  readonly robustness?: string | undefined;
  /** How cases and patients are called in the results; asked once it is known whether the cohort is invented. */
  readonly pseudonymise: (invented: boolean) => Promise<Pseudonymise>;
  /** Output folder, or results.json, of a run to compare with, case by case. */
  readonly baseline?: string | undefined;
  /** Printed in the report. */
  readonly command?: string | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Benchmark {
  readonly file: ResultsFile;
  /** The text of cases.csv, whose hash the results hold. */
  readonly casesTable: string;
  /** Likewise of corrupted-cases.csv; null where nothing was scored under corruptions. */
  readonly corruptedTable: string | null;
  /** Files beside results.json that it names, where pictures were asked for. */
  readonly pictures: readonly PictureFile[];
}

/**
 * The whole way from a strata file to results: cohort, scores, analysis, judgement. Writes nothing but
 * the embedded cohort's cache.
 * @throws UserError for anything the user can mend
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<Benchmark> {
  const started = new Date();
  const progress = options.progress ?? silent;
  const threads = options.threads ?? availableParallelism();
  // Before hours are spent on scoring.
  const baseline = options.baseline === undefined ? null : await readRun(options.baseline);
  const strata = await readStrataFile(options.strata);
  const shared = { threads, progress, signal: options.signal };
  const lock = await readLock(options.strata);
  const opened = await openCohort(strata, { cohort: options.cohort, images: options.images, ...shared });
  const unit = checkProtocol(strata, opened.cohort);
  const plan = robustnessPlan(strata, options.robustness);
  const scoring = {
    provider: options.provider ?? "cpu",
    keep: options.noCache ? null : join(cacheFolder(), "scores"),
    ...shared,
  };
  const scored = await scoreValidation(options.source, opened.cohort, strata, scoring);
  checkStrataLeft(strata, scored.cohort, opened.cohort.cases.length);
  const bootstrap = {
    iterations: options.iterations ?? strata.value.bootstrap.iterations,
    seed: options.seed ?? strata.value.bootstrap.seed,
    level: strata.value.bootstrap.level,
  };
  const pseudonymise = await options.pseudonymise(opened.source.invented);
  let pictures: readonly PictureFile[] = [];
  let corruptedTable: string | null = null;
  const { results, casesTable } = await resultsFromScores({
    ...{ strata, source: opened.source, scored, unit, bootstrap, pseudonymise },
    ...{ threads, signal: options.signal },
    explain: async ({ scores, thresholds }) => {
      if (!("model" in options.source) || !options.explain) return undefined;
      const explained = await explain({
        ...{ ...bootstrap, ...shared, unit, cohort: scored.cohort, scores, pseudonymise, thresholds },
        ...{ model: options.source.model, ensemble: ensembleOf(strata), count: options.explain },
        provider: options.provider ?? "cpu",
      });
      pictures = explained.pictures;
      return explained.explanations;
    },
    robustness: async (found) => {
      if (!("model" in options.source) || plan === null) return undefined;
      const measured = await measureRobustness({
        ...{ ...scoring, ...found, plan, unit, pseudonymise, cohort: scored.cohort, resampling: bootstrap },
        ...{ model: options.source.model, ensemble: ensembleOf(strata) },
        baseline: await baselineReached(
          { sha256: scored.cohort.sha256, imagesSha256: scored.imagesSha256 },
          strata.value.strata,
        ),
      });
      corruptedTable = measured.casesTable;
      return measured.robustness;
    },
  });
  const { state, warnings } = lockState(
    lock,
    declarationsOf(strata, {
      ...{ cohort: scored.cohort, source: opened.source, modelThreshold: scored.threshold },
      bootstrap: { ...bootstrap, unit },
    }),
  );
  const file: ResultsFile = {
    schemaVersion,
    results: {
      ...results,
      protocol: { ...results.protocol, lock: state },
      warnings: [...warnings, ...results.warnings],
    },
    execution: {
      startedAt: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      command: options.command ?? "",
      environment: {
        node: process.version,
        system: `${platform()} ${release()} ${arch()}`,
        processor: cpus()[0]?.model ?? "unknown",
        threads: String(threads),
        ...scored.environment,
      },
      tool: toolIdentity(),
    },
  };
  // Also catches NaN, which JSON would turn into null without a reason.
  const alone = resultsFileSchema.parse(file);
  if (baseline === null) return { file: withoutBaseline(alone), casesTable, corruptedTable, pictures };
  const path = strata.path;
  const corrupted = corruptedTable === null ? null : readCorruptedCases(path, corruptedTable);
  const candidate = { file: alone, path, corrupted, cases: keptCases(casesTable, alone, path) };
  const compared = await withComparison(baseline, candidate, { threads, signal: options.signal });
  return { file: compared, casesTable, corruptedTable, pictures };
}
