type Value = string | number | readonly number[] | Buffer;

/** Attributes of a small explicit little endian radiograph; `undefined` leaves one out. */
export interface SmallDicom {
  transferSyntax?: string;
  /** By tag, as eight hexadecimal digits, with its VR: `{ "00280010": ["US", 3] }`. */
  attributes?: Record<string, readonly [vr: string, value: Value] | undefined>;
  /** Length field of the pixel data, where it should lie. */
  pixelDataLength?: number;
}

const explicitLittleEndian = "1.2.840.10008.1.2.1";
const longForms = new Set(["OB", "OW", "OF", "OD", "SQ", "UN", "UT"]);

/** A 4 × 3 radiograph of 12 bits with values 0, 100, 200 … as DICOM Part 10, altered as asked. */
export function smallDicom({ transferSyntax, attributes = {}, pixelDataLength }: SmallDicom = {}): Buffer {
  const samples = Buffer.alloc(24);
  for (let i = 0; i < 12; i++) samples.writeUInt16LE(100 * i, 2 * i);
  const all: SmallDicom["attributes"] = {
    "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"],
    "00080060": ["CS", "DX"],
    "00280002": ["US", 1],
    "00280004": ["CS", "MONOCHROME2"],
    "00280010": ["US", 3],
    "00280011": ["US", 4],
    "00280100": ["US", 16],
    "00280101": ["US", 12],
    "00280102": ["US", 11],
    "00280103": ["US", 0],
    "7fe00010": ["OW", samples],
    ...attributes,
  };
  const body = Object.keys(all)
    .sort()
    .filter((tag) => all[tag] !== undefined)
    .map((tag) => element(tag, ...all[tag]!, tag === "7fe00010" ? pixelDataLength : undefined));
  const syntax = element("00020010", "UI", transferSyntax ?? explicitLittleEndian);
  const group = element("00020000", "UL", syntax.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), group, syntax, ...body]);
}

/** Encapsulated pixel data: an empty offset table and one fragment. */
export function encapsulated(fragment: Buffer): Buffer {
  const item = Buffer.alloc(16);
  item.writeUInt32LE(0xe000fffe, 0);
  item.writeUInt32LE(0xe000fffe, 8);
  item.writeUInt32LE(fragment.length, 12);
  return Buffer.concat([item, fragment, Buffer.from("feffdde000000000", "hex")]);
}

function element(tag: string, vr: string, value: Value, statedLength?: number): Buffer {
  const content = bytesOf(vr, value);
  const head = Buffer.alloc(longForms.has(vr) ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, "latin1");
  const length = statedLength ?? content.length;
  if (longForms.has(vr)) head.writeUInt32LE(length, 8);
  else head.writeUInt16LE(length, 6);
  return Buffer.concat([head, content]);
}

function bytesOf(vr: string, value: Value): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") {
    const text = Buffer.from(value, "latin1");
    const padding = vr === "UI" ? "\0" : " ";
    return text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from(padding, "latin1")]);
  }
  const numbers = typeof value === "number" ? [value] : value;
  const size = vr === "UL" ? 4 : 2;
  const bytes = Buffer.alloc(size * numbers.length);
  for (const [i, number] of numbers.entries()) bytes.writeUIntLE(number, size * i, size);
  return bytes;
}
