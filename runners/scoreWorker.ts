import piscina from "piscina";
import { UserError } from "../src/messages/userError.js";
import type { ImageModel, ImageScore, ScoreRequest } from "./imageModel.js";
import { openModel } from "./openModel.js";

/** Which model all tasks of a pool score with. */
export interface ReplicaSetting {
  readonly path: string;
  readonly ensemble?: string | undefined;
}

/** The scores, or why there are none. */
export type ReplicaResult = { readonly scores: readonly ImageScore[] } | { readonly fault: string };

let replica: Promise<ImageModel> | undefined;

/** Runs in a worker thread: scores a batch with this thread's copy of the model, on one processor core. */
export default async function score(batch: readonly ScoreRequest[]): Promise<ReplicaResult> {
  const { path, ensemble } = piscina.workerData as ReplicaSetting;
  replica ??= openModel(path, { provider: "cpu", threads: 1, spinning: false, ensemble });
  try {
    return { scores: await (await replica).score(batch) };
  } catch (error) {
    if (error instanceof UserError) return { fault: error.message };
    throw error;
  }
}
