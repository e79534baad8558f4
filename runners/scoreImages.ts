import { createHash } from "node:crypto";
import { Piscina } from "piscina";
import type { Cohort } from "../src/cohort/cohort.js";
import { withoutUnreadable } from "../src/cohort/cohort.js";
import { ignoreLateAnswers } from "../src/lateAnswers.js";
import * as messages from "../src/messages/model.js";
import * as pipelineMessages from "../src/messages/pipeline.js";
import { UserError } from "../src/messages/userError.js";
import { compiledModule } from "../src/packageRoot.js";
import { Batches } from "./batches.js";
import type { ImageModel, ImageScore } from "./imageModel.js";
import { imageKey, type KeptScores, noKeptScores } from "./keptScores.js";
import type { PrepareResult, PrepareSetting, PrepareTask } from "./prepareWorker.js";
import { type Scores, scoresFromImages } from "./scores.js";

export interface ScoreOptions {
  /** Threads that decode and prepare images. */
  readonly threads: number;
  /** What an unreadable image does: stop the run, or take its case out of the cohort. */
  readonly onUnreadable: "error" | "exclude";
  /** Scores of earlier runs; an image found there is neither decoded nor scored again. */
  readonly kept?: KeptScores;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface ScoredCohort {
  /** The cohort given, without the cases whose images can't be read. */
  readonly cohort: Cohort;
  readonly scores: Scores;
  /** SHA-256 over the hex SHA-256 of every image file scored, a line each, in the cohort's order. */
  readonly imagesSha256: string;
  /** SHA-256 of each image file, case by case, likewise. */
  readonly imageHashes: readonly (readonly string[])[];
  /** One message an unreadable image. */
  readonly unreadable: readonly string[];
  /** Images whose score an earlier run had kept. */
  readonly keptImages: number;
}

/**
 * Scores every image of a cohort. Worker threads decode and prepare ahead while the network runs on
 * the batches before; few batches are in memory, whatever the cohort's size.
 * @throws UserError: an unreadable image (unless excluded), a result that is no probability
 */
export async function scoreImages(
  cohort: Cohort,
  model: ImageModel,
  options: ScoreOptions,
): Promise<ScoredCohort> {
  const images = cohort.cases.flatMap((one) => one.images.map((image) => ({ id: one.id, ...image })));
  if (!cohort.hasImages) throw new UserError(messages.noImages(cohort.file));
  const kept = options.kept ?? noKeptScores;
  checkViews(cohort, model);
  const pool = new Piscina<PrepareTask, PrepareResult>({
    filename: compiledModule("runners/prepareWorker"),
    workerData: { preparation: model.preparation, known: kept.known } satisfies PrepareSetting,
    minThreads: options.threads,
    maxThreads: options.threads,
  });
  const ahead = Math.max(4, 2 * (model.atOnce ?? 1)) * model.batchSize;
  const pending: Promise<PrepareResult>[] = [];
  let sent = 0;
  const send = () => {
    while (sent < images.length && pending.length < ahead) {
      const { path, view, spacing } = images[sent++];
      const task = pool.run({ path: path!, view, spacing });
      // A failure is met when its turn comes; until then it must not count as unhandled.
      task.catch(() => {});
      pending.push(task);
    }
  };
  const scores: ImageScore[] = new Array(images.length);
  const hashes: string[] = new Array(images.length);
  const faults = new Map<number, string>();
  let keptImages = 0;
  const batches = new Batches<{ index: number; key: string }>(model, async (batch) => {
    for (const { of, score } of batch) scores[of.index] = score;
    await kept.add(batch.map(({ of, score }) => ({ key: of.key, score })));
    options.onProgress?.(batch[batch.length - 1].of.index + 1, images.length);
  });
  try {
    send();
    for (let i = 0; i < images.length; i++) {
      options.signal?.throwIfAborted();
      const result = await pending.shift()!;
      send();
      if ("fault" in result) {
        if (options.onUnreadable === "error") throw new UserError(result.fault);
        faults.set(i, result.fault);
        continue;
      }
      hashes[i] = result.sha256;
      const { path, view, spacing } = images[i];
      const key = imageKey({ sha256: result.sha256, view, spacing });
      if (result.image === null) {
        scores[i] = kept.get(key)!;
        keptImages++;
        continue;
      }
      await batches.add({ index: i, key }, { name: path!, image: result.image, view, spacing });
    }
    await batches.end();
  } finally {
    await batches.settled();
    ignoreLateAnswers(pool);
    await pool.destroy();
  }
  return { ...readableOnly(cohort, images, scores, hashes, faults), keptImages };
}

/**
 * That a model can score every view of a cohort, before hours are spent on the first.
 * @throws UserError naming the view
 */
export function checkViews(cohort: Cohort, model: Pick<ImageModel, "identity" | "views">): void {
  const { views, identity } = model;
  if (views === undefined) return;
  const file = identity.file ?? identity.name;
  if (cohort.views.length === 0) throw new UserError(pipelineMessages.viewUnsaid(file, views));
  for (const view of cohort.views)
    if (!views.includes(view)) throw new UserError(pipelineMessages.unknownView(file, view, views));
}

function readableOnly(
  cohort: Cohort,
  images: readonly { id: string }[],
  scores: readonly ImageScore[],
  hashes: readonly string[],
  faults: ReadonlyMap<number, string>,
): Omit<ScoredCohort, "keptImages"> {
  const dropped = new Set([...faults.keys()].map((i) => images[i]!.id));
  const kept = images.flatMap((image, i) => (dropped.has(image.id) ? [] : [i]));
  const left = withoutUnreadable(cohort, dropped, "An image can't be read");
  const digest = createHash("sha256");
  for (const i of kept) digest.update(`${hashes[i]}\n`);
  let at = 0;
  const imageHashes = left.cases.map((one) => one.images.map(() => hashes[kept[at++]]));
  return {
    cohort: left,
    scores: scoresFromImages(
      left,
      kept.map((i) => scores[i]),
    ),
    imagesSha256: digest.digest("hex"),
    imageHashes,
    unreadable: [...faults.values()],
  };
}
