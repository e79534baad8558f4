import { noKeptScores, openKeptScores } from "../../runners/keptScores.js";
import type { Provider } from "../../runners/onnx/session.js";
import { openModel } from "../../runners/openModel.js";
import { withReplicas } from "../../runners/replicas.js";
import { scoreCorrupted } from "../../runners/scoreCorrupted.js";
import type { Scores } from "../../runners/scores.js";
import { robustness } from "../analysis/robustness/robustness.js";
import type { Resampling } from "../analysis/scoredSet.js";
import type { Cohort } from "../cohort/cohort.js";
import { corruptionsVersion } from "../imaging/corruptionsVersion.js";
import * as messages from "../messages/robustness.js";
import { sha256 } from "../results/checksums.js";
import { corruptedCasesTable } from "../results/corruptedCasesTable.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import type { Robustness } from "../results/schema/robustness.js";
import { tempered } from "../statistics/index.js";
import type { BaselineReached } from "./baselineReached.js";
import { corruptedPictures } from "./corruptedPictures.js";
import type { Progress } from "./progress.js";
import type { RobustnessPlan } from "./robustnessPlan.js";

export interface RobustnessOptions {
  readonly plan: RobustnessPlan;
  /** The model's path or address, as it was scored. */
  readonly model: string;
  readonly ensemble: string | undefined;
  readonly cohort: Cohort;
  /** Of the images as they are. */
  readonly scores: Scores;
  /** That the case's probabilities were tempered with; null where they were not. */
  readonly temperature: number | null;
  /** The case's threshold, by stratum and for `merged`, in their order. */
  readonly thresholds: readonly { readonly name: string; readonly threshold: number }[];
  readonly resampling: Resampling;
  readonly unit: "patient" | "case";
  readonly baseline: BaselineReached;
  readonly pseudonymise: Pseudonymise;
  readonly provider: Provider;
  readonly threads: number;
  /** Folder of kept scores; null to neither read nor write any. */
  readonly keep: string | null;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface MeasuredRobustness {
  readonly robustness: Robustness;
  /** The text of corrupted-cases.csv, whose hash the results hold. */
  readonly casesTable: string;
}

/**
 * Scores the cohort under every corruption of the plan, and says how the figures fall.
 * @throws UserError: an image that can't be read any more, a network that fails
 */
export async function measureRobustness(options: RobustnessOptions): Promise<MeasuredRobustness> {
  const { plan, cohort, scores: clean, temperature, thresholds, baseline } = options;
  const model = withReplicas(await openModel(options.model, options), options.model, options);
  let kept = noKeptScores;
  try {
    if (options.keep !== null)
      // Apart from the uncorrupted ones, which many runs read and few of them need these.
      kept = await openKeptScores(options.keep, {
        ...model,
        scoreKey: model.scoreKey && `corrupted ${model.scoreKey}`,
      });
    const found = await scoreCorrupted(cohort, model, plan.variants, {
      threads: options.threads,
      kept,
      onProgress: (done, total) => options.progress.update("Scoring corrupted images", done, total),
      signal: options.signal,
    });
    if (found.kept > 0) options.progress.note(messages.keptScores(found.kept));
    const corrupted = plan.variants.map((variant, v) => {
      const scores = found.scores[v];
      return {
        ...variant,
        scores: temperature === null ? scores : { ...scores, cases: tempered(scores.cases, temperature) },
      };
    });
    const casesTable = corruptedCasesTable(cohort, corrupted, options.pseudonymise);
    const measured: Robustness = {
      suite: plan.suite,
      version: String(corruptionsVersion),
      images: cohort.cases.reduce((sum, { images }) => sum + images.length, 0),
      corruptions: [...plan.corruptions],
      strata: await robustness({
        ...{ cohort, clean, corrupted, corruptions: plan.corruptions, strata: thresholds },
        ...{ resampling: options.resampling, unit: options.unit, threads: options.threads },
        ...{ baseline: baseline.reached, noBaseline: baseline.whyNone, signal: options.signal },
      }),
      ...(baseline.reached === null
        ? { noBaseline: baseline.whyNone }
        : { baseline: { name: baseline.name, source: baseline.source } }),
      casesTable: {
        file: "corrupted-cases.csv",
        sha256: sha256(casesTable),
      },
      pictures: await corruptedPictures(cohort, clean.cases, plan, options.pseudonymise),
    };
    return { robustness: measured, casesTable };
  } finally {
    await kept.close();
    await model.close();
  }
}
