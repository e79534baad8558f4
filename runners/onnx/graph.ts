import { PbfReader } from "pbf";

/** What is needed of a node of an ONNX graph. */
interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Operators that pass values on, changing only shape or type. */
const transparent = new Set([
  "Identity",
  "Cast",
  "Reshape",
  "Flatten",
  "Squeeze",
  "Unsqueeze",
  "Transpose",
  "DequantizeLinear",
  "QuantizeLinear",
  "Dropout",
]);

/** Operators that start afresh: what lies before them no longer tells what their output is. */
const linear = new Set(["Gemm", "MatMul", "Conv", "QLinearConv", "QLinearMatMul", "ConvTranspose"]);
const squashing = new Set(["Sigmoid", "Softmax", "HardSigmoid"]);

/**
 * The operator that computes an output, looked up through operators that only reshape or cast. Where it
 * combines values that are probabilities already (the mean of several sigmoids, a smoothed softmax), it
 * is named with theirs, for example `Add of Sigmoid`: such an output is neither surely a probability
 * nor a logit.
 *
 * Reads the few fields it needs of the protobuf (ModelProto.graph = 7, GraphProto.node = 1, NodeProto
 * input = 1, output = 2, op_type = 4; onnx.proto3 of the ONNX standard).
 * @returns its `op_type`, or null where the output is no node's
 */
export function producingOperator(model: Uint8Array, output: string): string | null {
  const producers = new Map<string, Node>();
  new PbfReader(model).readFields((tag: number, _: null, model: PbfReader) => {
    if (tag !== 7) return;
    model.readMessage((tag: number, _: null, graph: PbfReader) => {
      if (tag !== 1) return;
      const node = readNode(graph);
      for (const name of node.outputs) producers.set(name, node);
    }, null);
  }, null);
  let node = producers.get(output);
  while (node && transparent.has(node.operator)) node = producers.get(node.inputs[0] ?? "");
  if (!node) return null;
  if (linear.has(node.operator) || squashing.has(node.operator)) return node.operator;
  const squashed = squashedBefore(node, producers);
  return squashed === null ? node.operator : `${node.operator} of ${squashed}`;
}

/** A squashing operator among what a node combines, not looking past the next linear layers. */
function squashedBefore(node: Node, producers: ReadonlyMap<string, Node>): string | null {
  const seen = new Set<Node>([node]);
  const waiting = [node];
  for (let one = waiting.pop(); one; one = waiting.pop())
    for (const name of one.inputs) {
      const before = producers.get(name);
      if (!before || seen.has(before) || linear.has(before.operator)) continue;
      if (squashing.has(before.operator)) return before.operator;
      seen.add(before);
      waiting.push(before);
    }
  return null;
}

function readNode(pbf: PbfReader): Node {
  const node = { operator: "", inputs: [] as string[], outputs: [] as string[] };
  pbf.readMessage((tag: number, _: null, field: PbfReader) => {
    if (tag === 1) node.inputs.push(field.readString());
    else if (tag === 2) node.outputs.push(field.readString());
    else if (tag === 4) node.operator = field.readString();
  }, null);
  return node;
}
