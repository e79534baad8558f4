import { type OnnxNode, readOnnx, type Weights } from "./readOnnx.js";
import { attribute, type GraphNode, type NamedWeights, placeholder, writeGraph } from "./writeTfjs.js";

/** What has been written so far of the TF.js graph. */
interface Draft {
  readonly nodes: GraphNode[];
  readonly weights: NamedWeights[];
}

const numbers = (node: OnnxNode, name: string, otherwise: readonly number[]): readonly number[] => {
  const given = node.attributes.get(name);
  return given === undefined || given.length === 0 ? otherwise : given;
};

/** `perm` of a rank-2 or rank-4 array. */
function transpose({ shape, values }: Weights, permutation: readonly number[]): Weights {
  const out = new Float32Array(values.length);
  const outShape = permutation.map((axis) => shape[axis]!);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  for (let i = 0; i < out.length; i++) {
    let rest = i;
    let from = 0;
    for (let axis = outShape.length - 1; axis >= 0; axis--) {
      from += (rest % outShape[axis]!) * strides[permutation[axis]!]!;
      rest = Math.floor(rest / outShape[axis]!);
    }
    out[i] = values[from]!;
  }
  return { shape: outShape, values: out };
}

/**
 * Exports a small convolutional ONNX network [N, C, H, W] as a TF.js graph model [N, H, W, C]: convolutions
 * (whole, one group), ReLU, sums, poolings, concatenation of channels, a linear layer, sigmoid.
 * @returns the folder, with `model.json` and `weights.bin`
 * @throws Error for an operator that isn't among them
 */
export function onnxToTfjs(onnx: Uint8Array, folder: string): string {
  const graph = readOnnx(onnx);
  const [{ name, shape }] = graph.inputs as [(typeof graph.inputs)[number]];
  const [, channels, height, width] = shape;
  const draft: Draft = {
    nodes: [placeholder(name, [-1, height ?? -1, width ?? -1, channels ?? -1])],
    weights: [],
  };
  for (const node of graph.nodes) convert(node, graph.weights, draft);
  return writeGraph(folder, draft.nodes, draft.weights);
}

function convert(node: OnnxNode, given: ReadonlyMap<string, Weights>, draft: Draft): void {
  const [output] = node.outputs as [string];
  const [x] = node.inputs as [string];
  const add = (op: string, input: readonly string[], attr: GraphNode["attr"] = {}, name = output) => {
    draft.nodes.push({ name, op, input, attr: { T: { type: "DT_FLOAT" }, ...attr } });
    return name;
  };
  const keep = (name: string, weights: Weights) => {
    draft.weights.push({ name, ...weights });
    return name;
  };
  const keepInts = (name: string, values: readonly number[], shape = [values.length]) => {
    draft.weights.push({ name, shape, values: Int32Array.from(values) });
    return name;
  };
  const window = (strides: readonly number[]) => ({
    strides: attribute.ints([1, ...strides, 1]),
    padding: attribute.text("VALID"),
    data_format: attribute.text("NHWC"),
  });
  const spatial = () => keepInts(`${output}/axes`, [1, 2]);

  switch (node.operator) {
    case "Conv": {
      if (numbers(node, "group", [1])[0] !== 1) throw new Error("grouped convolutions are not exported");
      const [top, left, bottom, right] = numbers(node, "pads", [0, 0, 0, 0]) as [
        number,
        number,
        number,
        number,
      ];
      // TensorFlow's own SAME pads unevenly at a stride of 2, so that the padding is a node of its own.
      const paddings = keepInts(`${output}/paddings`, [0, 0, top, bottom, left, right, 0, 0], [4, 2]);
      const padded = add("Pad", [x, paddings], {}, `${output}/padded`);
      const kernel = keep(`${output}/kernel`, transpose(given.get(node.inputs[1]!)!, [2, 3, 1, 0]));
      const attributes = {
        ...window(numbers(node, "strides", [1, 1])),
        dilations: attribute.ints([1, ...numbers(node, "dilations", [1, 1]), 1]),
      };
      if (node.inputs[2] === undefined) add("Conv2D", [padded, kernel], attributes);
      else {
        const convolved = add("Conv2D", [padded, kernel], attributes, `${output}/convolved`);
        add("BiasAdd", [convolved, keep(`${output}/bias`, given.get(node.inputs[2])!)]);
      }
      return;
    }
    case "MaxPool":
      if (numbers(node, "pads", [0]).some((pad) => pad !== 0)) throw new Error("padded pooling");
      add("MaxPool", [x], {
        ...window(numbers(node, "strides", [1, 1])),
        ksize: attribute.ints([1, ...numbers(node, "kernel_shape", []), 1]),
      });
      return;
    case "GlobalAveragePool":
      add("Mean", [x, spatial()], { keep_dims: attribute.flag(true) });
      return;
    case "GlobalMaxPool":
      add("Max", [x, spatial()], { keep_dims: attribute.flag(true) });
      return;
    case "Concat":
      if (numbers(node, "axis", [1])[0] !== 1) throw new Error("concatenation along another axis");
      add("ConcatV2", [...node.inputs, keepInts(`${output}/axis`, [3], [])], {
        N: { i: String(node.inputs.length) },
      });
      return;
    case "Flatten":
      // Of one pixel, where the order of the axes is of no account; the linear layer checks the length.
      add("Squeeze", [x], { squeeze_dims: attribute.ints([1, 2]) });
      return;
    case "Gemm": {
      const weight = given.get(node.inputs[1]!)!;
      const straight = numbers(node, "transB", [0])[0] === 1 ? transpose(weight, [1, 0]) : weight;
      const product = add("MatMul", [x, keep(`${output}/weight`, straight)], {}, `${output}/product`);
      add("BiasAdd", [product, keep(`${output}/bias`, given.get(node.inputs[2]!)!)]);
      return;
    }
    case "Add":
      add("AddV2", node.inputs);
      return;
    case "Relu":
    case "Sigmoid":
    case "Identity":
      add(node.operator, [x]);
      return;
    default:
      throw new Error(`${node.operator} is not exported`);
  }
}
