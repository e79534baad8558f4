import type { GraphModel, loadGraphModel } from "@tensorflow/tfjs-converter";
import type * as core from "@tensorflow/tfjs-core";
import type { LayersModel, loadLayersModel, Sequential } from "@tensorflow/tfjs-layers";

export type Tensor = core.Tensor;
export type { GraphModel, LayersModel, Sequential };

/** What is used of TF.js, whichever of its packages provides it. */
export interface TensorFlow {
  readonly loadLayersModel: typeof loadLayersModel;
  readonly loadGraphModel: typeof loadGraphModel;
  readonly tensor: typeof core.tensor;
  readonly memory: typeof core.memory;
  readonly setBackend: typeof core.setBackend;
  readonly tidy: typeof core.tidy;
  readonly grad: typeof core.grad;
  readonly sum: typeof core.sum;
  readonly slice: typeof core.slice;
  readonly reshape: typeof core.reshape;
  readonly sigmoid: typeof core.sigmoid;
  readonly softmax: typeof core.softmax;
  /** The backend that is set. */
  backend(): core.KernelBackend;
}
