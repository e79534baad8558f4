import { PbfReader } from "pbf";

/** A float32 or int64 initializer. */
export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers and lists of them; other attributes are left out. */
  readonly attributes: ReadonlyMap<string, readonly number[]>;
}

export interface OnnxGraph {
  /** In an order in which they can be computed. */
  readonly nodes: readonly OnnxNode[];
  readonly weights: ReadonlyMap<string, Weights>;
  readonly inputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly string[];
}

type Fields = Record<number, (pbf: PbfReader) => void>;

function read(pbf: PbfReader, fields: Fields, whole = false) {
  const visit = (tag: number, _: null, reader: PbfReader) => fields[tag]?.(reader);
  if (whole) pbf.readFields(visit, null);
  else pbf.readMessage(visit, null);
}

/** The graph of an ONNX file, as far as small convolutional networks need it (onnx.proto3). */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const weights = new Map<string, Weights>();
  const inputs: { name: string; shape: (number | null)[] }[] = [];
  const outputs: string[] = [];
  const graph: Fields = {
    1: (pbf) => nodes.push(readNode(pbf)),
    5: (pbf) => weights.set(...readTensor(pbf)),
    11: (pbf) => inputs.push(readValueInfo(pbf)),
    12: (pbf) => outputs.push(readValueInfo(pbf).name),
  };
  read(new PbfReader(bytes), { 7: (pbf) => read(pbf, graph) }, true);
  return { nodes, weights, inputs: inputs.filter((input) => !weights.has(input.name)), outputs };
}

function readNode(pbf: PbfReader): OnnxNode {
  const node = {
    operator: "",
    inputs: [] as string[],
    outputs: [] as string[],
    attributes: new Map<string, number[]>(),
  };
  read(pbf, {
    1: (field) => node.inputs.push(field.readString()),
    2: (field) => node.outputs.push(field.readString()),
    4: (field) => {
      node.operator = field.readString();
    },
    5: (field) => {
      let name = "";
      const numbers: number[] = [];
      read(field, {
        1: (value) => {
          name = value.readString();
        },
        3: (value) => numbers.push(value.readVarint(true)),
        8: (value) => value.readPackedVarint(numbers, true),
      });
      node.attributes.set(name, numbers);
    },
  });
  return node;
}

function readTensor(pbf: PbfReader): [string, Weights] {
  const shape: number[] = [];
  const floats: number[] = [];
  let name = "";
  let raw: Uint8Array | null = null;
  let type = 0;
  read(pbf, {
    1: (field) => field.readPackedVarint(shape),
    2: (field) => {
      type = field.readVarint();
    },
    4: (field) => field.readPackedFloat(floats),
    8: (field) => {
      name = field.readString();
    },
    9: (field) => {
      raw = field.readBytes();
    },
  });
  if (type !== 1) return [name, { shape, values: new Float32Array() }];
  return [
    name,
    {
      shape,
      values: raw === null ? Float32Array.from(floats) : new Float32Array(Uint8Array.from(raw).buffer),
    },
  ];
}

function readValueInfo(pbf: PbfReader) {
  let name = "";
  const shape: (number | null)[] = [];
  const dimension = (field: PbfReader) => {
    let size: number | null = null;
    read(field, {
      1: (value) => {
        size = value.readVarint();
      },
    });
    shape.push(size);
  };
  const tensorType = (field: PbfReader) => read(field, { 2: (value) => read(value, { 1: dimension }) });
  read(pbf, {
    1: (field) => {
      name = field.readString();
    },
    2: (field) => read(field, { 1: tensorType }),
  });
  return { name, shape };
}
