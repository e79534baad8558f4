import { huffmanLookup } from "./huffman.js";

/** Position in an 8 × 8 block of the k-th coefficient of a scan (ITU-T T.81, figure A.6). */
export const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

/** A JPEG image of one component, up to the data of its only scan. */
export interface JpegScan {
  /** Start of frame marker: 0xc0 baseline, 0xc1 extended, 0xc3 lossless. */
  readonly process: number;
  readonly width: number;
  readonly height: number;
  readonly precision: number;
  /** In row-major order; lossless has none. */
  readonly quantisation: Uint16Array | undefined;
  readonly dc: Uint16Array | undefined;
  readonly ac: Uint16Array | undefined;
  /** Start of spectral selection: of the lossless process, the predictor. */
  readonly selection: number;
  /** Successive approximation, low: of the lossless process, the point transform. */
  readonly pointTransform: number;
  /** In blocks or, lossless, in samples; 0 for none. */
  readonly restartInterval: number;
  /** Where the entropy-coded data start. */
  readonly start: number;
}

type Frame = Pick<JpegScan, "process" | "width" | "height" | "precision"> & { quantisationTable: number };

interface Tables {
  readonly quantisation: (Uint16Array | undefined)[];
  readonly dc: (Uint16Array | undefined)[];
  readonly ac: (Uint16Array | undefined)[];
}

/**
 * Reads the markers of a JPEG stream up to its first scan (ITU-T T.81, annex B).
 * @throws RangeError if they are damaged, or the scan has more than one component
 */
export function jpegScan(stream: Uint8Array): JpegScan {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const tables: Tables = { quantisation: [], dc: [], ac: [] };
  let restartInterval = 0;
  let frame: Frame | undefined;
  let at = 2;
  while (at + 4 <= stream.length) {
    if (stream[at] !== 0xff) throw new RangeError("no marker where one should be");
    const marker = stream[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    const body = at + 4;
    const end = at + 2 + view.getUint16(at + 2);
    if (end < body || end > stream.length) throw new RangeError("a marker segment ends early");
    if (marker === 0xdb) readQuantisation(view, body, end, tables);
    else if (marker === 0xc4) readHuffman(stream, body, end, tables);
    else if (marker === 0xdd) restartInterval = view.getUint16(body);
    else if (marker === 0xc0 || marker === 0xc1 || marker === 0xc3) {
      if (frame !== undefined) throw new RangeError("two frames");
      frame = readFrame(view, body, marker);
    } else if ((marker > 0xc1 && marker <= 0xcf && marker !== 0xc8) || marker === 0xd9)
      throw new RangeError(`unexpected marker ${marker.toString(16)}`);
    else if (marker === 0xda) {
      if (frame === undefined) throw new RangeError("a scan before its frame");
      if (stream[body] !== 1) throw new RangeError(`${stream[body]} components in a scan`);
      return {
        ...frame,
        quantisation: tables.quantisation[frame.quantisationTable],
        dc: tables.dc[stream[body + 2] >> 4],
        ac: tables.ac[stream[body + 2] & 15],
        selection: stream[body + 3],
        pointTransform: stream[body + 5] & 15,
        restartInterval,
        start: end,
      };
    }
    at = end;
  }
  throw new RangeError("no scan");
}

function readFrame(view: DataView, at: number, process: number): Frame {
  return {
    process,
    precision: view.getUint8(at),
    height: view.getUint16(at + 1),
    width: view.getUint16(at + 3),
    quantisationTable: view.getUint8(at + 8),
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
