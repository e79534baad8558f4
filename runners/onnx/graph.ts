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

/**
 * The operator that computes an output, looked up through operators that only reshape or cast.
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
  return node?.operator ?? null;
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
