import type { ModelIdentity } from "../src/results/schema/results.js";
import type { ThresholdSetting } from "./modelFile/schema.js";
import type { InputSpec } from "./prepareImage.js";

/**
 * A classifier that scores one prepared image at a time, independent of the others: what an adapter
 * in this folder makes of a model file. Nothing in it holds state from one batch to the next.
 */
export interface ImageModel {
  readonly identity: ModelIdentity;
  /** How a radiograph becomes the network's input; plain data, so that worker threads can do it. */
  readonly input: InputSpec;
  /** Images a call of `score` takes; always full, so that no figure depends on who shares a batch. */
  readonly batchSize: number;
  /** The model's own operating point, where its description states one. */
  readonly threshold: ThresholdSetting | null;
  /** What was assumed because neither model nor description say it, a sentence each. */
  readonly warnings: readonly string[];
  /** Versions and execution provider: what may differ from machine to machine. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * P(fracture) of a batch.
   * @param batch `batchSize` prepared images, one after the other
   * @returns `batchSize` raw probabilities; the caller checks that they are in [0, 1]
   */
  score(batch: Float32Array | Uint8Array): Promise<Float64Array>;
  close(): Promise<void>;
}
