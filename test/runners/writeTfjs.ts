import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface NamedWeights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** A NodeDef of a TF.js graph model, in the JSON form of TensorFlow's protobuf. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}

/** Writes `model.json` and `weights.bin`, as TF.js's converter lays them out. */
export function writeTfjs(
  folder: string,
  modelTopology: object,
  weights: readonly NamedWeights[],
  rest: object = {},
): string {
  mkdirSync(folder, { recursive: true });
  const specs = weights.map(({ name, shape, values }) => ({
    name,
    shape,
    dtype: values instanceof Float32Array ? "float32" : "int32",
  }));
  const model = { ...rest, modelTopology, weightsManifest: [{ paths: ["weights.bin"], weights: specs }] };
  writeFileSync(join(folder, "model.json"), JSON.stringify(model));
  const bytes = weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  writeFileSync(join(folder, "weights.bin"), Buffer.concat(bytes));
  return folder;
}

const dimensions = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });

/** Attributes of nodes in the protobuf's JSON form. */
export const attribute = {
  ints: (values: readonly number[]) => ({ list: { i: values.map(String) } }),
  text: (value: string) => ({ s: Buffer.from(value).toString("base64") }),
  flag: (value: boolean) => ({ b: value }),
};

export const placeholder = (name: string, shape: readonly number[], dtype = "DT_FLOAT"): GraphNode => ({
  name,
  op: "Placeholder",
  attr: { dtype: { type: dtype }, shape: { shape: dimensions(shape) } },
});

export const constant = ({ name, shape, values }: NamedWeights): GraphNode => {
  const dtype = values instanceof Float32Array ? "DT_FLOAT" : "DT_INT32";
  return {
    name,
    op: "Const",
    attr: { dtype: { type: dtype }, value: { tensor: { dtype, tensorShape: dimensions(shape) } } },
  };
};

/** Writes a graph model of the given nodes and weights. */
export const writeGraph = (folder: string, nodes: readonly GraphNode[], weights: readonly NamedWeights[]) =>
  writeTfjs(folder, { node: [...nodes, ...weights.map(constant)], versions: {} }, weights, {
    format: "graph-model",
  });
