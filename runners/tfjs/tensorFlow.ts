import type { GraphModel, loadGraphModel } from "@tensorflow/tfjs-converter";
import type { KernelBackend, memory, setBackend, Tensor, tensor } from "@tensorflow/tfjs-core";
import type { LayersModel, loadLayersModel, Sequential } from "@tensorflow/tfjs-layers";

export type { GraphModel, LayersModel, Sequential, Tensor };

/** What is used of TF.js, whichever of its packages provides it. */
export interface TensorFlow {
  readonly loadLayersModel: typeof loadLayersModel;
  readonly loadGraphModel: typeof loadGraphModel;
  readonly tensor: typeof tensor;
  readonly memory: typeof memory;
  readonly setBackend: typeof setBackend;
  /** The backend that is set. */
  backend(): KernelBackend;
}
