import { Piscina } from "piscina";
import { ignoreLateAnswers } from "../src/lateAnswers.js";
import { UserError } from "../src/messages/userError.js";
import { compiledModule } from "../src/packageRoot.js";
import type { ImageModel, ImageScore, ScoreRequest } from "./imageModel.js";
import type { ModelOptions } from "./openModel.js";
import type { ReplicaResult, ReplicaSetting } from "./scoreWorker.js";

/**
 * A model that scores in several threads at once, each with a copy of it that uses one core. Small networks
 * gain little from several threads within a run and wait for the slower of them; whole batches beside each
 * other don't wait. The model itself scores the first batch while the copies are made, if there is another.
 * @param path,options as the model was opened
 * @returns the model itself where copies don't pay or can't be had: one thread, not on the processor
 */
export function withReplicas(model: ImageModel, path: string, options: ModelOptions): ImageModel {
  const { threads, provider, ensemble } = options;
  if (threads < 2 || provider !== "cpu" || !model.replicable) return model;
  let pool: Piscina<readonly ScoreRequest[], ReplicaResult> | undefined;
  let begun = false;
  return {
    ...model,
    // Each copy has its next batch waiting.
    atOnce: 2 * threads,
    async score(requests) {
      if (!begun) {
        begun = true;
        return model.score(requests);
      }
      pool ??= new Piscina({
        filename: compiledModule("runners/scoreWorker"),
        workerData: { path, ensemble } satisfies ReplicaSetting,
        minThreads: threads,
        maxThreads: threads,
      });
      return scoredBy(pool, requests);
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
): Promise<ImageScore[]> {
  const transferList = batch.flatMap(({ image: { whole, normalised } }) =>
    [...whole, ...(normalised ? [normalised.pixels] : [])].map(({ buffer }) => buffer as ArrayBuffer),
  );
  const result = await pool.run(batch, { transferList });
  if ("fault" in result) throw new UserError(result.fault);
  return [...result.scores];
}
