import type { LayersModel } from "./tensorFlow.js";

type Output = LayersModel["outputs"][number];
type Layer = Output["sourceLayer"];

const transparentLayers = new Set(["Flatten", "Reshape", "Dropout", "Permute", "InputLayer"]);
const activations: Readonly<Record<string, string>> = {
  linear: "Gemm",
  sigmoid: "Sigmoid",
  softmax: "Softmax",
  hardSigmoid: "HardSigmoid",
};

/**
 * The operator that computes an output of a layers model, by its ONNX name where it has one: the last
 * layer's activation, looked up through nested models and layers that only reshape.
 */
export function layersOperator(output: Output): string {
  const layer = output.sourceLayer;
  const name = layer.getClassName();
  const nested = (layer as Layer & { outputs?: Output[] }).outputs;
  if (nested !== undefined) return layersOperator(nested[output.outputTensorIndex ?? 0]!);
  if (transparentLayers.has(name)) {
    const [before] = layer.inboundNodes[output.nodeIndex ?? 0]?.inputTensors ?? [];
    return before === undefined ? name : layersOperator(before);
  }
  if (name === "Softmax") return "Softmax";
  if (name === "GlobalAveragePooling2D") return "GlobalAveragePool";
  const { activation } = layer.getConfig();
  return typeof activation === "string" ? (activations[activation] ?? activation) : name;
}

/** What is needed of a TensorFlow NodeDef. */
interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, { readonly list?: { readonly s?: readonly string[] } }>>;
}

const transparentOperators = new Set(["Identity", "Reshape", "Squeeze", "ExpandDims", "Transpose", "Cast"]);
/** TensorFlow's names as ONNX has them; the others are the same or of no account. */
const onnxNames: Readonly<Record<string, string>> = {
  BiasAdd: "Add",
  AddV2: "Add",
  Mean: "ReduceMean",
  Conv2D: "Conv",
  AvgPool: "AveragePool",
};

/**
 * The operator that computes an output of a graph model, by its ONNX name where it has one: looked up
 * through operators that only reshape or cast; of fused operators the last.
 */
export function graphOperator(topology: object, output: string): string | null {
  const nodes = new Map((topology as { node: NodeDef[] }).node.map((node) => [node.name, node]));
  const find = (name: string) => nodes.get(name.replace(/^\^|:\d+$/g, ""));
  let node = find(output);
  while (node && transparentOperators.has(node.op)) node = find(node.input?.[0] ?? "");
  if (!node) return null;
  const fused = node.attr?.["fused_ops"]?.list?.s?.at(-1);
  const operator = fused === undefined ? node.op : Buffer.from(fused, "base64").toString("utf8");
  return onnxNames[operator] ?? operator;
}
