import type { Tensor } from "./tensorFlow.js";

/** A network cut at its last feature maps. */
export interface SplitModel {
  /** What computes the feature maps, as results call it. */
  readonly node: string;
  /** @returns the feature maps, [images, height, width, channels] */
  features(image: Tensor): Tensor;
  /** What follows: the feature maps to the network's output. */
  head(maps: Tensor): Tensor;
}
