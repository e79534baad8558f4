import { huffmanLookup, ScanBits } from "./huffman.js";
import { inverseCosine } from "./inverseCosine.js";

/** Position in an 8 × 8 block of the k-th coefficient of a scan (ITU-T T.81, figure A.6). */
const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

interface Tables {
  readonly quantisation: (Uint16Array | undefined)[];
  readonly dc: (Uint16Array | undefined)[];
  readonly ac: (Uint16Array | undefined)[];
  restartInterval: number;
}

interface Frame {
  readonly precision: number;
  readonly height: number;
  readonly width: number;
  readonly quantisation: number;
}

/**
 * Decodes the extended sequential process of JPEG with Huffman coding (ITU-T T.81, process 4) for
 * one component, 8 or 12 bits: the codecs at hand do 8 bits only. The cosine transform is exact, so a
 * sample can differ by one from decoders that use an integer transform.
 * @throws RangeError if the stream is damaged, too short, or of another process
 */
export function decodeExtendedJpeg(stream: Uint8Array): Uint16Array {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const tables: Tables = { quantisation: [], dc: [], ac: [], restartInterval: 0 };
  let frame: Frame | undefined;
  let at = 2;
  while (at + 4 <= stream.length) {
    if (stream[at] !== 0xff) throw new RangeError("no marker where one should be");
    const marker = stream[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    const body = at + 4;
    if (end < body || end > stream.length) throw new RangeError("a marker segment ends early");
    if (marker === 0xdb) readQuantisation(view, body, end, tables);
    else if (marker === 0xc4) readHuffman(stream, body, end, tables);
    else if (marker === 0xdd) tables.restartInterval = view.getUint16(body);
    else if (marker === 0xc0 || marker === 0xc1) frame = readFrame(view, body);
    else if ((marker >= 0xc2 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) || marker === 0xd9)
      throw new RangeError("not sequential JPEG with Huffman coding");
    else if (marker === 0xda) return decodeScan(stream, body, end, frame, tables);
    at = end;
  }
  throw new RangeError("no scan");
}

function readFrame(view: DataView, at: number): Frame {
  return {
    precision: view.getUint8(at),
    height: view.getUint16(at + 1),
    width: view.getUint16(at + 3),
    quantisation: view.getUint8(at + 8),
  };
}

function readQuantisation(view: DataView, start: number, end: number, tables: Tables): void {
  for (let at = start; at < end; ) {
    const wide = view.getUint8(at) >> 4 !== 0;
    const table = new Uint16Array(64);
    const target = view.getUint8(at++) & 15;
    for (let k = 0; k < 64; k++, at += wide ? 2 : 1)
      table[zigzag[k]] = wide ? view.getUint16(at) : view.getUint8(at);
    tables.quantisation[target] = table;
  }
}

function readHuffman(stream: Uint8Array, start: number, end: number, tables: Tables): void {
  for (let at = start; at < end; ) {
    const target = stream[at++];
    const counts = stream.subarray(at, at + 16);
    const total = counts.reduce((sum, count) => sum + count, 0);
    at += 16 + total;
    (target >> 4 === 0 ? tables.dc : tables.ac)[target & 15] = huffmanLookup(
      counts,
      stream.subarray(at - total, at),
    );
  }
}

function decodeScan(
  stream: Uint8Array,
  body: number,
  end: number,
  frame: Frame | undefined,
  tables: Tables,
): Uint16Array {
  if (frame === undefined) throw new RangeError("a scan before its frame");
  if (stream[body] !== 1) throw new RangeError(`${stream[body]} components in a scan`);
  const dc = tables.dc[stream[body + 2] >> 4];
  const ac = tables.ac[stream[body + 2] & 15];
  const quantisation = tables.quantisation[frame.quantisation];
  if (dc === undefined || ac === undefined || quantisation === undefined)
    throw new RangeError("a table is missing");

  const { width, height, precision } = frame;
  const out = new Uint16Array(width * height);
  const bits = new ScanBits(stream, end);
  const coefficients = new Float64Array(64);
  const samples = new Float64Array(64);
  const shift = 2 ** (precision - 1);
  const greatest = 2 ** precision - 1;
  const blocksAcross = Math.ceil(width / 8);
  const blocks = blocksAcross * Math.ceil(height / 8);
  let previous = 0;
  for (let block = 0; block < blocks; block++) {
    if (tables.restartInterval > 0 && block > 0 && block % tables.restartInterval === 0) {
      bits.restart();
      previous = 0;
    }
    previous += bits.signed(bits.symbol(dc) & 15);
    coefficients.fill(0);
    coefficients[0] = previous * quantisation[0];
    readAc(bits, ac, quantisation, coefficients);
    inverseCosine(coefficients, samples);

    const left = 8 * (block % blocksAcross);
    const top = 8 * Math.floor(block / blocksAcross);
    const across = Math.min(8, width - left);
    const down = Math.min(8, height - top);
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++) {
        const value = Math.round(samples[8 * y + x]) + shift;
        out[(top + y) * width + left + x] = value < 0 ? 0 : value > greatest ? greatest : value;
      }
  }
  return out;
}

/** Runs of zeros and values up to the end of the block (T.81, F.2.2.2). */
function readAc(
  bits: ScanBits,
  ac: Uint16Array,
  quantisation: Uint16Array,
  coefficients: Float64Array,
): void {
  for (let k = 1; k < 64; k++) {
    const symbol = bits.symbol(ac);
    const run = symbol >> 4;
    const size = symbol & 15;
    if (size === 0) {
      if (run !== 15) return;
      k += 15;
      continue;
    }
    k += run;
    if (k > 63) throw new RangeError("coefficients beyond their block");
    coefficients[zigzag[k]] = bits.signed(size) * quantisation[zigzag[k]];
  }
}
