import { createHash } from "node:crypto";
import { arch, availableParallelism, cpus, platform, release } from "node:os";
import { basename, join } from "node:path";
import type { Provider } from "../../runners/onnx/session.js";
import { analyse } from "../analysis/analyse.js";
import { chooseOperatingPoint } from "../analysis/operatingPoint.js";
import { oodWarnings } from "../analysis/outOfDistribution.js";
import { declaredConfounders } from "../cohort/confounders.js";
import { judgeAll, overall } from "../gate/acceptance.js";
import * as analysisMessages from "../messages/analysis.js";
import * as strataMessages from "../messages/strata.js";
import { casesTable } from "../results/casesTable.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import { type ResultsFile, resultsFileSchema, schemaVersion } from "../results/schema/results.js";
import { chosenThreshold } from "../strata/chosenThreshold.js";
import { readStrataFile } from "../strata/readStrataFile.js";
import type { StrataFile } from "../strata/schema.js";
import { version } from "../version.js";
import { checkProtocol, checkStrataLeft, checkThresholdUnits } from "./checkProtocol.js";
import { describeCohort } from "./describeCohort.js";
import { explain, type PictureFile } from "./explain.js";
import { cacheFolder } from "./locate.js";
import { openCohort } from "./openCohort.js";
import { type Progress, silent } from "./progress.js";
import { comparedStudy } from "./publishedStudy.js";
import { ensembleOf, type ScoreSource } from "./score.js";
import { scoreValidation } from "./scoreValidation.js";

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
  /** How cases and patients are called in the results; asked once it is known whether the cohort is invented. */
  readonly pseudonymise: (invented: boolean) => Promise<Pseudonymise>;
  /** Printed in the report. */
  readonly command?: string | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Benchmark {
  readonly file: ResultsFile;
  /** The text of cases.csv, whose hash the results hold. */
  readonly casesTable: string;
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
  const strata = await readStrataFile(options.strata);
  const shared = { threads, progress, signal: options.signal };
  const opened = await openCohort(strata, { cohort: options.cohort, images: options.images, ...shared });
  const unit = checkProtocol(strata, opened.cohort);
  const scored = await scoreValidation(options.source, opened.cohort, strata, {
    provider: options.provider ?? "cpu",
    keep: options.noCache ? null : join(cacheFolder(), "scores"),
    ...shared,
  });
  const { cohort } = scored;
  checkStrataLeft(strata, cohort, opened.cohort.cases.length);
  // A table of scores may bring views of its own.
  if (cohort.views.length === 0) checkThresholdUnits(strata, [...scored.scores.views.keys()]);
  const declaredChoice = chosenThreshold(strata.value.threshold);
  const point =
    declaredChoice && scored.validation
      ? chooseOperatingPoint(
          declaredChoice,
          scored.validation,
          scored.scores,
          strata.place(["threshold", "on"]),
        )
      : null;
  const scores = point?.scores ?? scored.scores;
  const bootstrap = {
    iterations: options.iterations ?? strata.value.bootstrap.iterations,
    seed: options.seed ?? strata.value.bootstrap.seed,
    level: strata.value.bootstrap.level,
  };
  const analysis = await analyse({
    cohort,
    scores,
    strata: strata.value,
    modelThreshold: scored.threshold,
    chosen: point?.thresholds,
    resampling: bootstrap,
    unit,
    threads,
    signal: options.signal,
  });
  const confounders = declaredConfounders(strata.value);
  const pseudonymise = await options.pseudonymise(opened.source.invented);
  const explained =
    "model" in options.source && options.explain
      ? await explain({
          ...{ ...bootstrap, ...shared, unit, cohort, scores, pseudonymise },
          ...{ model: options.source.model, ensemble: ensembleOf(strata), count: options.explain },
          provider: options.provider ?? "cpu",
          thresholds: analysis.strata.filter(({ kind }) => kind === "declared" || kind === "merged"),
        })
      : null;
  const acceptance = judgeAll(strata.value.accept, analysis.strata);
  const table = casesTable(cohort, scores, pseudonymise, strata.value.readers, confounders);
  const described = describeCohort(cohort, opened.source, scored.imagesSha256, {
    file: "cases.csv",
    sha256: createHash("sha256").update(table).digest("hex"),
  });
  const { value: declared } = strata;
  const file: ResultsFile = {
    schemaVersion,
    results: {
      tool: { name: "wrist-bench", version: version() },
      model: scored.identity,
      protocol: {
        name: declared.name,
        ...(declared.title === undefined ? {} : { title: declared.title }),
        file: basename(strata.path),
        sha256: strata.sha256,
        reference: declared.reference ?? declared.strata[0].name,
        primary: declared.primary,
        confounders: confounders.map(({ name }) => name),
        bootstrap: { ...bootstrap, unit },
      },
      cohort: described,
      ...analysis,
      ...withStudy(declared),
      ...(explained && { explanations: explained.explanations }),
      ...(point ? { operatingPoint: point.result } : {}),
      acceptance,
      comparison: null,
      verdict: overall(acceptance.map((one) => one.outcome)),
      warnings: [
        ...scored.warnings,
        ...(point?.warnings ?? []),
        ...(described.patientsInSeveralStrata > 0
          ? [analysisMessages.sharedPatients(described.patientsInSeveralStrata, unit === "patient")]
          : []),
        ...oodWarnings({ cohort, scores, strata: declared }),
        ...notAnalysed(declared),
      ],
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
    },
  };
  // Also catches NaN, which JSON would turn into null without a reason.
  return { file: resultsFileSchema.parse(file), casesTable: table, pictures: explained?.pictures ?? [] };
}

function withStudy(strata: StrataFile) {
  const study = comparedStudy(strata);
  return study === undefined ? {} : { study };
}

/** What the strata file declares and this version does not do. */
function notAnalysed(strata: StrataFile): string[] {
  const keys: string[] = [];
  if (strata.regression.length > 0) keys.push("regression");
  return keys.map(strataMessages.notAnalysedYet);
}
