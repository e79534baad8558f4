import { join } from "node:path";
import { attribute, type GraphNode, placeholder, writeGraph, writeTfjs } from "./writeTfjs.js";

/** The weights of golden/makeModels.py: the mean of the image, times a weight, plus a bias. */
const weight = [3, -2];
const bias = [-0.5, 0.25];
const size = 16;

const first = (values: readonly number[], count: number) => Float32Array.from(values.slice(0, count));

/** For more than one channel the weight is spread over the channels, which are alike. */
function kernel(channels: number, outputs: number): Float32Array {
  return Float32Array.from({ length: channels * outputs }, (_, i) => weight[i % outputs]! / channels);
}

/** A layers model: mean of every channel, dense layer with the given activation, then perhaps others. */
export function tinyLayers(
  folder: string,
  name: string,
  { channels = 1, outputs = 1, activation = "sigmoid", after = [] as object[] },
): string {
  const layers = [
    {
      class_name: "GlobalAveragePooling2D",
      config: {
        name: "mean",
        batch_input_shape: [null, size, size, channels],
        data_format: "channels_last",
        dtype: "float32",
      },
    },
    { class_name: "Dense", config: { name: "score", units: outputs, activation, use_bias: true } },
    ...after,
  ];
  const topology = { class_name: "Sequential", config: { name: "tiny", layers } };
  return writeTfjs(join(folder, name), topology, [
    { name: "score/kernel", shape: [channels, outputs], values: kernel(channels, outputs) },
    { name: "score/bias", shape: [outputs], values: first(bias, outputs) },
  ]);
}

/** A graph model [−1, 16, 16, channels]: mean, linear layer, then the given nodes after `logits`. */
export function tinyGraph(
  folder: string,
  name: string,
  after: readonly GraphNode[] = [{ name: "score", op: "Sigmoid", input: ["logits"] }],
  { channels = 1, outputs = 1, dtype = "DT_FLOAT", shape = [-1, size, size, channels] } = {},
): string {
  const type = { T: { type: "DT_FLOAT" } };
  const image = dtype === "DT_FLOAT" ? "image" : "scaled";
  const scaled: GraphNode[] =
    image === "image"
      ? []
      : [
          { name: "cast", op: "Cast", input: ["image"], attr: { DstT: { type: "DT_FLOAT" } } },
          { name: "scaled", op: "Mul", input: ["cast", "unit"], attr: type },
        ];
  return writeGraph(
    join(folder, name),
    [
      placeholder("image", shape, dtype),
      ...scaled,
      {
        name: "mean",
        op: "Mean",
        input: [image, "axes"],
        attr: { ...type, keep_dims: attribute.flag(false) },
      },
      { name: "product", op: "MatMul", input: ["mean", "weight"], attr: type },
      { name: "logits", op: "BiasAdd", input: ["product", "bias"], attr: type },
      ...after.map((node) => ({ ...node, attr: { ...type, ...node.attr } })),
    ],
    [
      { name: "axes", shape: [2], values: Int32Array.of(1, 2) },
      { name: "weight", shape: [channels, outputs], values: kernel(channels, outputs) },
      { name: "bias", shape: [outputs], values: first(bias, outputs) },
      ...(scaled.length > 0 ? [{ name: "unit", shape: [], values: Float32Array.of(1 / 255) }] : []),
    ],
  );
}
