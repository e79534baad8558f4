import { PbfReader, PbfWriter } from "pbf";
import { readTensor, type Tensor } from "./readTensor.js";

/** A node of an ONNX graph. */
export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers and lists of them. */
  readonly whole: ReadonlyMap<string, readonly number[]>;
  readonly real: ReadonlyMap<string, number>;
  /** What a Constant node holds. */
  readonly constant: Tensor | null;
}

/** An ONNX graph, as far as one walks back from an output. */
export interface Graph {
  /** The node that computes a value; undefined for inputs and weights. */
  producer(value: string): GraphNode | undefined;
  /** Weights by name; null where they can't be read. */
  readonly weights: ReadonlyMap<string, Tensor | null>;
  readonly outputs: ReadonlySet<string>;
}

/**
 * Reads nodes, weights and the outputs' names (onnx.proto3: ModelProto.graph = 7; GraphProto.node = 1,
 * initializer = 5, output = 12; ValueInfoProto.name = 1).
 */
export function readGraph(model: Uint8Array): Graph {
  const producers = new Map<string, GraphNode>();
  const weights = new Map<string, Tensor | null>();
  const outputs = new Set<string>();
  new PbfReader(model).readFields((tag: number, _: null, reader: PbfReader) => {
    if (tag !== 7) return;
    reader.readMessage((tag: number, _: null, graph: PbfReader) => {
      if (tag === 1) {
        const node = readNode(graph);
        for (const name of node.outputs) producers.set(name, node);
      } else if (tag === 5) {
        const { name, tensor } = readTensor(graph);
        weights.set(name, tensor);
      } else if (tag === 12) {
        graph.readMessage((tag: number, _: null, info: PbfReader) => {
          if (tag === 1) outputs.add(info.readString());
        }, null);
      }
    }, null);
  }, null);
  return { producer: (value) => producers.get(value), weights, outputs };
}

/** NodeProto: input = 1, output = 2, name = 3, op_type = 4, attribute = 5. */
function readNode(pbf: PbfReader): GraphNode {
  const node = { name: "", operator: "", inputs: [] as string[], outputs: [] as string[] };
  const whole = new Map<string, readonly number[]>();
  const real = new Map<string, number>();
  let constant: Tensor | null = null;
  pbf.readMessage((tag: number, _: null, field: PbfReader) => {
    if (tag === 1) node.inputs.push(field.readString());
    else if (tag === 2) node.outputs.push(field.readString());
    else if (tag === 3) node.name = field.readString();
    else if (tag === 4) node.operator = field.readString();
    else if (tag === 5) {
      const { name, numbers, value, tensor } = readAttribute(field);
      if (numbers.length > 0) whole.set(name, numbers);
      if (value !== null) real.set(name, value);
      if (name === "value") constant = tensor;
    }
  }, null);
  return { ...node, whole, real, constant };
}

/** AttributeProto: name = 1, f = 2, i = 3, t = 5, ints = 8. */
function readAttribute(pbf: PbfReader) {
  let name = "";
  let value: number | null = null;
  let tensor: Tensor | null = null;
  const numbers: number[] = [];
  pbf.readMessage((tag: number, _: null, field: PbfReader) => {
    if (tag === 1) name = field.readString();
    else if (tag === 2) value = field.readFloat();
    else if (tag === 3) numbers.push(field.readVarint(true));
    else if (tag === 5) tensor = readTensor(field).tensor;
    else if (tag === 8) field.readPackedVarint(numbers, true);
  }, null);
  return { name, value, tensor, numbers } as {
    name: string;
    value: number | null;
    tensor: Tensor | null;
    numbers: number[];
  };
}

/**
 * The model with one more output: a value inside its graph, so that a run gives it as well. Two occurrences
 * of a message are one with the fields of both (Protocol Buffers, "last one wins" holds for scalars only),
 * so a second `graph` that has nothing but the output is all there is to add.
 * @param value the name of what a node computes
 */
export function withOutput(model: Uint8Array, value: string): Uint8Array {
  const added = new PbfWriter();
  added.writeMessage(
    7,
    (_: null, graph: PbfWriter) => {
      graph.writeMessage(
        12,
        (_: null, info: PbfWriter) => {
          info.writeStringField(1, value);
        },
        null,
      );
    },
    null,
  );
  const end = added.finish();
  const out = new Uint8Array(model.length + end.length);
  out.set(model);
  out.set(end, model.length);
  return out;
}
