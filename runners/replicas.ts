import { Piscina } from "piscina";
import { ignoreLateAnswers } from "../src/lateAnswers.js";
import { UserError } from "../src/messages/userError.js";
import { compiledModule } from "../src/packageRoot.js";
import type { ImageModel, ImageScore, ScoreRequest } from "./imageModel.js";
import type { ModelOptions } from "./openModel.js";
import type { ReplicaResult, ReplicaSetting } from "./scoreWorker.js";

/** Least images that a copy is given at once. */
const imagesEach = 8;

/**
 * A model that scores in several threads at once, each with a copy of it that uses one core. Small networks
 * gain little from several threads within a run and wait for the slower of them; whole batches beside each
 * other don't wait. The copies are made when there is first more than one batch to score.
 * @param path,options as the model was opened
 * @returns the model itself where copies don't pay or can't be had: one thread, not on the processor
 */
export function withReplicas(model: ImageModel, path: string, options: ModelOptions): ImageModel {
  const { threads, provider, ensemble } = options;
  if (threads < 2 || provider !== "cpu" || !model.replicable) return model;
  const { batchSize } = model;
  // All copies wait for the last one at the end of what they are given at once: several batches each.
  const rounds = Math.max(1, Math.ceil(imagesEach / batchSize));
  let pool: Piscina<readonly ScoreRequest[], ReplicaResult> | undefined;
  const opened = () => {
    pool ??= new Piscina({
      filename: compiledModule("runners/scoreWorker"),
      workerData: { path, ensemble } satisfies ReplicaSetting,
      minThreads: threads,
      maxThreads: threads,
    });
    return pool;
  };
  return {
    ...model,
    batchSize: threads * rounds * batchSize,
    async score(requests) {
      if (requests.length <= batchSize) return model.score(requests);
      const parts: Promise<readonly ImageScore[]>[] = [];
      for (let from = 0; from < requests.length; from += batchSize)
        parts.push(scoredBy(opened(), requests.slice(from, from + batchSize)));
      // All of them, also after a fault: a thread that is ended while it opens or runs a network takes the
      // process with it.
      const settled = await Promise.allSettled(parts);
      return settled.flatMap((part) => {
        if (part.status === "rejected") throw part.reason;
        return part.value;
      });
    },
    async close() {
      if (pool) {
        ignoreLateAnswers(pool);
        await pool.destroy();
      }
      await model.close();
    },
  };
}

/** The pixels change hands: a request is scored once. */
async function scoredBy(
  pool: Piscina<readonly ScoreRequest[], ReplicaResult>,
  batch: readonly ScoreRequest[],
): Promise<readonly ImageScore[]> {
  const transferList = batch.flatMap(({ image: { whole, normalised } }) =>
    [...whole, ...(normalised ? [normalised.pixels] : [])].map(({ buffer }) => buffer as ArrayBuffer),
  );
  const result = await pool.run(batch, { transferList });
  if ("fault" in result) throw new UserError(result.fault);
  return result.scores;
}
