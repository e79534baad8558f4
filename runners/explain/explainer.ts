import type { HeatMap, Raster } from "../../src/imaging/heatMap.js";
import type { ScoreRequest } from "../imageModel.js";

/** The feature maps used of one network. */
export interface ExplainedNode {
  /** The network's file name. */
  readonly file: string;
  readonly node: string;
}

/** Makes heat maps of what a model's score of a radiograph rests on. */
export interface Explainer {
  readonly method: "grad-cam" | "occlusion";
  /** What is done, in a sentence or two. */
  readonly how: string;
  readonly nodes: readonly ExplainedNode[];
  /** @param request its image with `normalised` */
  explain(request: ScoreRequest): Promise<HeatMap>;
  close(): Promise<void>;
}

/** A network that gives Grad-CAM heat maps of what it is fed. */
export interface GradCamNetwork {
  readonly node: ExplainedNode;
  /**
   * @param batch `shape[0]` images
   * @returns a heat map an image, on the feature maps' grid, in units of probability
   */
  heat(batch: Float32Array | Uint8Array, shape: readonly number[]): Promise<Raster[]>;
  close(): Promise<void>;
}

/** Why something can't be had, a clause. */
export interface Refusal {
  readonly refused: string;
}
