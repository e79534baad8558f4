import { Piscina } from "piscina";
import type { HeatMap } from "../src/imaging/heatMap.js";
import { ignoreLateAnswers } from "../src/lateAnswers.js";
import { UserError } from "../src/messages/userError.js";
import { compiledModule } from "../src/packageRoot.js";
import type { Explainer } from "./explain/explainer.js";
import { occlusionExplainer } from "./explain/occlusion.js";
import type { ImageModel, NormalisedImage, Preparation } from "./imageModel.js";
import type { PrepareResult, PrepareSetting, PrepareTask } from "./prepareWorker.js";

/**
 * How a model's heat maps are made: by Grad-CAM where its head has a closed form or gradients can be had,
 * else by occlusion.
 * @returns with the reason where it is occlusion (a clause)
 */
export async function chooseExplainer(
  model: ImageModel,
): Promise<{ readonly explainer: Explainer; readonly reason: string | null }> {
  const opened = (await model.openGradCam?.()) ?? { refused: null };
  return "refused" in opened
    ? { explainer: occlusionExplainer(model), reason: opened.refused }
    : { explainer: opened, reason: null };
}

/** One radiograph to be explained. */
export type ExplainRequest = PrepareTask;

/**
 * Makes the heat maps of radiographs, one after the other; worker threads decode and prepare ahead.
 * @param done is given each with the radiograph it is of, in the order of the requests
 * @throws UserError: an unreadable image, a network that fails
 */
export async function explainImages(
  requests: readonly ExplainRequest[],
  model: Pick<ImageModel, "preparation">,
  explainer: Explainer,
  options: { readonly threads: number; readonly signal?: AbortSignal | undefined },
  done: (index: number, heat: HeatMap, image: NormalisedImage) => Promise<void>,
): Promise<void> {
  const preparation: Preparation = { whole: model.preparation.whole, normalised: true };
  const pool = new Piscina<PrepareTask, PrepareResult>({
    filename: compiledModule("runners/prepareWorker"),
    workerData: { preparation, known: new Set() } satisfies PrepareSetting,
    minThreads: options.threads,
    maxThreads: options.threads,
  });
  const pending: Promise<PrepareResult>[] = [];
  let sent = 0;
  try {
    for (const [i, { path, view, spacing }] of requests.entries()) {
      while (sent < requests.length && pending.length < 2 * options.threads) {
        const task = pool.run(requests[sent++]);
        // A failure is met when its turn comes; until then it must not count as unhandled.
        task.catch(() => {});
        pending.push(task);
      }
      options.signal?.throwIfAborted();
      const result = await pending.shift()!;
      if ("fault" in result) throw new UserError(result.fault);
      const image = result.image!;
      const heat = await explainer.explain({ name: path, image, view, spacing });
      await done(i, heat, image.normalised!);
    }
  } finally {
    ignoreLateAnswers(pool);
    await pool.destroy();
  }
}
