import type { PbfReader } from "pbf";

/** A constant of an ONNX graph. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly values: Float64Array;
}

/** Numbers of TensorProto.DataType that weights and axes come in. */
const types = { float: 1, int32: 6, int64: 7, float16: 10, double: 11 } as const;

/**
 * Reads a TensorProto: single, half or double precision and whole numbers, as raw bytes or lists
 * (onnx.proto3: dims = 1, data_type = 2, float_data = 4, int32_data = 5, int64_data = 7, name = 8,
 * raw_data = 9, double_data = 10, data_location = 14).
 * @returns its values null where they are of another type, or lie in another file
 */
export function readTensor(pbf: PbfReader): { name: string; tensor: Tensor | null } {
  const dims: number[] = [];
  const listed: number[] = [];
  let name = "";
  let type = 0;
  let raw: Uint8Array | null = null;
  let elsewhere = false;
  pbf.readMessage((tag: number, _: null, field: PbfReader) => {
    if (tag === 1) field.readPackedVarint(dims);
    else if (tag === 2) type = field.readVarint();
    else if (tag === 4) field.readPackedFloat(listed);
    else if (tag === 5 || tag === 7) field.readPackedVarint(listed, true);
    else if (tag === 8) name = field.readString();
    else if (tag === 9) raw = field.readBytes();
    else if (tag === 10) field.readPackedDouble(listed);
    else if (tag === 14) elsewhere = field.readVarint() !== 0;
  }, null);
  const values = raw === null ? fromList(type, listed) : fromBytes(type, raw);
  const size = dims.reduce((product, dim) => product * dim, 1);
  return { name, tensor: elsewhere || values?.length !== size ? null : { dims, values } };
}

function fromList(type: number, listed: readonly number[]): Float64Array | null {
  if (type === types.float16) return Float64Array.from(listed, half);
  return Object.values<number>(types).includes(type) ? Float64Array.from(listed) : null;
}

function fromBytes(type: number, raw: Uint8Array): Float64Array | null {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const read = (size: number, at: (offset: number) => number) =>
    Float64Array.from({ length: Math.floor(raw.length / size) }, (_, i) => at(i * size));
  switch (type) {
    case types.float:
      return read(4, (offset) => view.getFloat32(offset, true));
    case types.double:
      return read(8, (offset) => view.getFloat64(offset, true));
    case types.float16:
      return read(2, (offset) => half(view.getUint16(offset, true)));
    case types.int32:
      return read(4, (offset) => view.getInt32(offset, true));
    case types.int64:
      return read(8, (offset) => Number(view.getBigInt64(offset, true)));
    default:
      return null;
  }
}

/** A number of half precision (IEEE 754 binary16) from its bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
