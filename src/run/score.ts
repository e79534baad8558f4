import { noKeptScores, openKeptScores } from "../../runners/keptScores.js";
import type { ThresholdSetting } from "../../runners/modelFile/schema.js";
import type { Provider } from "../../runners/onnx/session.js";
import { openModel } from "../../runners/openModel.js";
import { readPredictions } from "../../runners/readPredictions.js";
import { withReplicas } from "../../runners/replicas.js";
import { scoreImages } from "../../runners/scoreImages.js";
import type { Scores } from "../../runners/scores.js";
import type { Cohort } from "../cohort/cohort.js";
import * as messages from "../messages/analysis.js";
import type { ModelIdentity } from "../results/schema/results.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import type { ImageHashes } from "./independence.js";
import { locateBeside } from "./locate.js";
import type { Progress } from "./progress.js";

/** What is scored with: a model's file, or a table of scores made elsewhere. */
export type ScoreSource = { readonly model: string } | { readonly predictions: string };

export interface Scored {
  /** Without cases whose images can't be read, where the strata file excludes them. */
  readonly cohort: Cohort;
  readonly scores: Scores;
  readonly identity: ModelIdentity;
  readonly imagesSha256: string | null;
  readonly imageHashes: ImageHashes;
  readonly threshold: ThresholdSetting | null;
  readonly warnings: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Scores a cohort with a model, or looks its scores up. */
export async function score(
  source: ScoreSource,
  cohort: Cohort,
  strata: ValidatedYaml<StrataFile>,
  options: {
    provider: Provider;
    threads: number;
    /** Folder of kept scores; null to neither read nor write any. */
    keep: string | null;
    progress: Progress;
    signal?: AbortSignal | undefined;
  },
): Promise<Scored> {
  if ("predictions" in source) {
    const { identity, scores } = await readPredictions(source.predictions, cohort);
    return {
      cohort,
      scores,
      identity,
      imagesSha256: null,
      imageHashes: null,
      threshold: null,
      warnings: [],
      environment: {},
    };
  }
  const opening = { ...options, ensemble: ensembleOf(strata) };
  const model = withReplicas(await openModel(source.model, opening), source.model, opening);
  let kept = noKeptScores;
  try {
    if (options.keep !== null) kept = await openKeptScores(options.keep, model);
    const scored = await scoreImages(cohort, model, {
      threads: options.threads,
      kept,
      onUnreadable: strata.value.cohort.onUnreadable,
      onProgress: (done, total) => options.progress.update("Scoring", done, total),
      signal: options.signal,
    });
    if (scored.keptImages > 0) options.progress.note(messages.keptScores(scored.keptImages));
    for (const fault of scored.unreadable) options.progress.note(`unreadable, excluded: ${fault}`);
    return {
      cohort: scored.cohort,
      scores: scored.scores,
      identity: model.identity,
      imagesSha256: scored.imagesSha256,
      imageHashes: scored.imageHashes,
      threshold: model.threshold,
      warnings: [
        ...model.warnings,
        ...(scored.unreadable.length > 0 ? [messages.unreadableExcluded(scored.unreadable.length)] : []),
      ],
      environment: {
        ...model.environment,
        ...(scored.keptImages > 0 ? { keptScores: messages.keptScores(scored.keptImages) } : {}),
      },
    };
  } finally {
    await kept.close();
    await model.close();
  }
}

/** The path of the ensemble that a strata file wants beside any model, if it does. */
export function ensembleOf(strata: ValidatedYaml<StrataFile>): string | undefined {
  const declared = strata.value.ood?.ensemble;
  return declared === undefined ? undefined : locateBeside(strata, ["ood", "ensemble"], declared);
}
