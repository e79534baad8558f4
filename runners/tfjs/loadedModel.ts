import type { io } from "@tensorflow/tfjs-core";
import type { Refusal } from "../explain/explainer.js";
import { graphOperator, layersOperator } from "./lastOperator.js";
import type { ModelFiles } from "./modelFiles.js";
import { splitGraph } from "./splitGraph.js";
import { splitLayers } from "./splitLayers.js";
import type { SplitModel } from "./splitModel.js";
import type { GraphModel, LayersModel, Tensor, TensorFlow } from "./tensorFlow.js";

export interface TensorInfo {
  readonly name: string;
  readonly dtype: string;
  /** Null or −1 where an axis is free; absent where the model doesn't say. */
  readonly shape?: readonly (number | null)[] | undefined;
}

/** A layers or graph model, loaded. */
export interface LoadedModel {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** The operator that computes an output, by its ONNX name where it has one. */
  operatorOf(output: string): string | null;
  /** Every output, in the order of `outputs`; the caller disposes of them. */
  run(image: Tensor): Promise<Tensor[]>;
  /** Cut at its last feature maps, or why it can't be. */
  split(output: string): SplitModel | Refusal;
  dispose(): void;
}

/** Gives the library what has been read already. */
const handler = (files: ModelFiles): io.IOHandler => ({ load: async () => files.artifacts });

export async function loadModel(tf: TensorFlow, files: ModelFiles): Promise<LoadedModel> {
  return files.kind === "layers"
    ? layersModel(await tf.loadLayersModel(handler(files)))
    : graphModel(await tf.loadGraphModel(handler(files)), files.artifacts.modelTopology as object);
}

function layersModel(model: LayersModel): LoadedModel {
  const named = (tensors: LayersModel["inputs"], names: readonly string[]) =>
    tensors.map(({ name, dtype, shape }, i) => ({ name: names[i] ?? name.split("/")[0]!, dtype, shape }));
  const outputs = named(model.outputs, model.outputNames);
  return {
    inputs: named(model.inputs, model.inputNames),
    outputs,
    operatorOf: (name) => layersOperator(model.outputs[outputs.findIndex((one) => one.name === name)]!),
    run: async (image) => asList(model.predictOnBatch(image)),
    split: (name) => splitLayers(model, model.outputs[outputs.findIndex((one) => one.name === name)]!),
    dispose: () => model.dispose(),
  };
}

function graphModel(model: GraphModel, topology: object): LoadedModel {
  const [input] = model.inputs;
  const names = model.outputs.map((output) => output.name);
  let asynchronous = false;
  return {
    inputs: model.inputs,
    outputs: model.outputs,
    operatorOf: (name) => graphOperator(topology, name),
    async run(image) {
      const inputs = { [input!.name]: image };
      if (!asynchronous) {
        try {
          return asList(model.execute(inputs, names));
        } catch (error) {
          // Control flow and shapes that depend on values; the library tells by failing.
          if (!/executeAsync/.test((error as Error).message)) throw error;
          asynchronous = true;
        }
      }
      return asList(await model.executeAsync(inputs, names));
    },
    split: (name) => splitGraph(model, topology, name),
    dispose: () => model.dispose(),
  };
}

const asList = (tensors: Tensor | Tensor[]): Tensor[] => (Array.isArray(tensors) ? tensors : [tensors]);
