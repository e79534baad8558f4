import { Piscina } from "piscina";
import type { Cohort } from "../src/cohort/cohort.js";
import { ignoreLateAnswers } from "../src/lateAnswers.js";
import { UserError } from "../src/messages/userError.js";
import { compiledModule } from "../src/packageRoot.js";
import { Batches } from "./batches.js";
import {
  type CorruptResult,
  type CorruptSetting,
  type CorruptTask,
  type Variant,
  variantKey,
} from "./corruptWorker.js";
import type { ImageModel, ImageScore } from "./imageModel.js";
import { type KeptScores, noKeptScores } from "./keptScores.js";
import { type Scores, scoresFromImages } from "./scores.js";

export type { Variant } from "./corruptWorker.js";

export interface CorruptOptions {
  /** Threads that decode, corrupt and prepare images. */
  readonly threads: number;
  /** Scores of earlier runs. */
  readonly kept?: KeptScores;
  /** Told of scores, one a corrupted image. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface CorruptedCohort {
  /** One a variant, in their order. */
  readonly scores: readonly Scores[];
  /** Scores that an earlier run had kept. */
  readonly kept: number;
}

/**
 * Scores every image of a cohort under every variant. Image by image: worker threads decode each one once,
 * corrupt and prepare it for all variants, while the network runs on what came before. Variants that come to
 * the same input (a flip at any severity, nothing to change) are scored once an image. Corrupted images are
 * never written to disk, and few are in memory at a time, whatever the cohort's size.
 * @param cohort whose images were scored uncorrupted
 * @throws UserError: an image that can't be read, a result that is no probability
 */
export async function scoreCorrupted(
  cohort: Cohort,
  model: ImageModel,
  variants: readonly Variant[],
  options: CorruptOptions,
): Promise<CorruptedCohort> {
  const images = cohort.cases.flatMap((one) => one.images);
  const kept = options.kept ?? noKeptScores;
  const pool = new Piscina<CorruptTask, CorruptResult>({
    filename: compiledModule("runners/corruptWorker"),
    workerData: { preparation: model.preparation, variants, known: kept.known } satisfies CorruptSetting,
    minThreads: options.threads,
    maxThreads: options.threads,
  });
  const run = (index: number, from: number) => {
    const { path, view, spacing } = images[index];
    const task = pool.run({ path: path!, view, spacing, from });
    // A failure is met when its turn comes; until then it must not count as unhandled.
    task.catch(() => {});
    return task;
  };
  const pending: Promise<CorruptResult>[] = [];
  let sent = 0;
  const send = () => {
    while (sent < images.length && pending.length <= options.threads) pending.push(run(sent++, 0));
  };
  const scores = variants.map(() => new Array<ImageScore>(images.length));
  const total = variants.length * images.length;
  let done = 0;
  let keptScores = 0;
  // One input may be that of several variants.
  const batches = new Batches<{ index: number; of: { variant: number; key: string }[] }>(
    model,
    async (batch) => {
      const own = batch.flatMap(({ of: { index, of }, score: { landmarks: _, ...score } }) =>
        of.map((one) => ({ ...one, index, score })),
      );
      for (const { variant, index, score } of own) scores[variant][index] = score;
      await kept.add(own.map(({ key, score }) => ({ key, score })));
      done += own.length;
      options.onProgress?.(done, total);
    },
  );
  try {
    for (let index = 0; index < images.length; index++) {
      send();
      let result = await pending.shift()!;
      for (;;) {
        options.signal?.throwIfAborted();
        if ("fault" in result) throw new UserError(result.fault);
        const { sha256, made, next } = result;
        const rest = next === null ? null : run(index, next);
        const { path, view, spacing } = images[index];
        const keyOf = (variant: number) => variantKey({ sha256, view, spacing }, variants[variant]);
        for (const { variant, image, as } of made) {
          const key = keyOf(variant);
          if (image !== null) {
            const { corruption, severity } = variants[variant];
            const name = `${path} (${corruption} ${severity})`;
            const same = made.filter((one) => one.as === variant).map((one) => one.variant);
            const of = [variant, ...same].map((one) => ({ variant: one, key: keyOf(one) }));
            await batches.add({ index, of }, { name, image, view, spacing });
          } else if (as === undefined) {
            scores[variant][index] = kept.get(key)!;
            keptScores++;
            done++;
          } else if (kept.known.has(keyOf(as))) {
            const score = kept.get(keyOf(as))!;
            scores[variant][index] = score;
            await kept.add([{ key, score }]);
            done++;
          }
        }
        if (rest === null) break;
        result = await rest;
      }
    }
    await batches.end();
    // Where the last were kept, no batch has told so.
    if (done === total) options.onProgress?.(total, total);
  } finally {
    await batches.settled();
    ignoreLateAnswers(pool);
    await pool.destroy();
  }
  return { scores: scores.map((one) => scoresFromImages(cohort, one)), kept: keptScores };
}
