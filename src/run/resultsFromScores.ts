import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Scores } from "../../runners/scores.js";
import { analyse } from "../analysis/analyse.js";
import { failureCases } from "../analysis/failureCases.js";
import { missingResults } from "../analysis/missingResults.js";
import { type ChosenPoint, chooseOperatingPoint } from "../analysis/operatingPoint.js";
import { oodWarnings } from "../analysis/outOfDistribution.js";
import { declaredConfounders } from "../cohort/confounders.js";
import type { ManifestSource } from "../cohort/source.js";
import { judgeAll, overall } from "../gate/acceptance.js";
import * as analysisMessages from "../messages/analysis.js";
import { casesTable } from "../results/casesTable.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import type { Results } from "../results/schema/results.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { chosenThreshold } from "../strata/chosenThreshold.js";
import type { StrataFile } from "../strata/schema.js";
import { version } from "../version.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import { checkThresholdUnits } from "./checkProtocol.js";
import { describeCohort } from "./describeCohort.js";
import { independence, independenceWarnings } from "./independence.js";
import { comparedStudy } from "./publishedStudy.js";
import { robustnessWarnings } from "./robustnessPlan.js";
import type { ScoredApart } from "./scoreValidation.js";

export interface ScoredBenchmark {
  readonly strata: ValidatedYaml<StrataFile>;
  readonly source: ManifestSource;
  readonly scored: ScoredApart;
  /** Who is resampled. */
  readonly unit: "patient" | "case";
  readonly bootstrap: { readonly iterations: number; readonly seed: number; readonly level: number };
  readonly pseudonymise: Pseudonymise;
  /** The figures don't depend on it. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** The operating point as it was chosen, where the scores it was chosen on are not at hand. */
  readonly chosenPoint?: ChosenPoint | undefined;
  /** Pictures of cases, which need more than scores. */
  readonly explain?: (found: Explainable) => Promise<Results["explanations"]>;
  /** How figures fall under corruptions, which needs images and model. */
  readonly robustness?: (found: Explainable) => Promise<Results["robustness"]>;
}

/** What is to be explained: the scores under the operating point, and the declared strata's thresholds. */
export interface Explainable {
  readonly scores: Scores;
  readonly thresholds: readonly StratumResult[];
  /** That the case's probabilities were tempered with; null where they were not. */
  readonly temperature: number | null;
}

export interface AnalysedBenchmark {
  readonly results: Results;
  /** The text of cases.csv, whose hash the results hold. */
  readonly casesTable: string;
}

/**
 * From scores to results: operating point, analysis, judgement, cases.csv. The same scores give the same
 * results, wherever they come from: a model that has just run, or what a run has kept.
 * @throws UserError: a threshold for a view that isn't there, validation cases that lack a class
 */
export async function resultsFromScores(benchmark: ScoredBenchmark): Promise<AnalysedBenchmark> {
  const { strata, scored, bootstrap, unit, pseudonymise, threads, signal } = benchmark;
  const { cohort } = scored;
  const { value: declared } = strata;
  // A table of scores may bring views of its own.
  if (cohort.views.length === 0) checkThresholdUnits(strata, [...scored.scores.views.keys()]);
  const point = benchmark.chosenPoint ?? operatingPoint(strata, scored);
  const scores = point?.scores ?? scored.scores;
  const analysis = await analyse({
    ...{ cohort, scores, unit, threads, signal },
    strata: declared,
    modelThreshold: scored.threshold,
    chosen: point?.thresholds,
    resampling: bootstrap,
  });
  const confounders = declaredConfounders(declared);
  const found: Explainable = {
    scores,
    thresholds: analysis.strata.filter(({ kind }) => kind === "declared" || kind === "merged"),
    temperature: point?.result.temperature?.value ?? null,
  };
  const explanations = await benchmark.explain?.(found);
  const robustness = await benchmark.robustness?.(found);
  const acceptance = judgeAll(declared.accept, analysis.strata, robustness);
  const table = casesTable(cohort, scores, pseudonymise, declared.readers, confounders);
  const independent = independence(cohort, scored.imageHashes, pseudonymise);
  const described = describeCohort(
    cohort,
    benchmark.source,
    scored.imagesSha256,
    { file: "cases.csv", sha256: createHash("sha256").update(table).digest("hex") },
    independent,
  );
  const results: Results = {
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
      ...(declared.regression.length === 0 ? {} : { regression: declared.regression }),
      ...(declared.report && { report: declared.report }),
    },
    cohort: described,
    ...analysis,
    failureCases: failureCases(cohort, scores, analysis.strata, (id) => pseudonymise("case", id)),
    missingResults: missingResults({
      ...{ cohort, unit, strata: analysis.strata, level: bootstrap.level },
      probabilities: scores.cases,
    }),
    ...withStudy(declared),
    ...(explanations && { explanations }),
    ...(robustness && { robustness }),
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
      ...independenceWarnings(independent),
      ...oodWarnings({ cohort, scores, strata: declared }),
      ...robustnessWarnings(declared, robustness),
    ],
  };
  return { results, casesTable: table };
}

function operatingPoint(strata: ValidatedYaml<StrataFile>, scored: ScoredApart): ChosenPoint | null {
  const declared = chosenThreshold(strata.value.threshold);
  return declared && scored.validation
    ? chooseOperatingPoint(declared, scored.validation, scored.scores, strata.place(["threshold", "on"]))
    : null;
}

function withStudy(strata: StrataFile) {
  const study = comparedStudy(strata);
  return study === undefined ? {} : { study };
}
