import { ScanBits } from "./huffman.js";
import { jpegScan } from "./jpegScan.js";

/**
 * Decodes lossless JPEG with Huffman coding (ITU-T T.81, annex H; process 14, any predictor) for one
 * component of 2 to 16 bits. Strict about the end of the data: libjpeg fills what is missing of a
 * truncated frame without an error.
 * @throws RangeError if the stream is damaged, too short, or of another process
 */
export function decodeLosslessJpeg(stream: Uint8Array): Uint16Array {
  const scan = jpegScan(stream);
  const { process, width, height, precision, dc, restartInterval, pointTransform } = scan;
  if (process !== 0xc3) throw new RangeError("it is not lossless");
  if (dc === undefined) throw new RangeError("a table is missing");
  if (restartInterval % width !== 0) throw new RangeError("a restart within a row");
  if (pointTransform >= precision) throw new RangeError(`point transform ${pointTransform}`);
  const predict = predictor(scan.selection);

  const out = new Uint16Array(width * height);
  const bits = new ScanBits(stream, scan.start);
  const middle = 2 ** (precision - pointTransform - 1);
  const rowsBetween = restartInterval / width;
  for (let y = 0, at = 0; y < height; y++) {
    const restarted = y === 0 || (rowsBetween > 0 && y % rowsBetween === 0);
    if (restarted && y > 0) bits.restart();
    // The first row after a restart is predicted from the left only, the first column from above.
    out[at] = (restarted ? middle : out[at - width]) + difference(bits, dc);
    at++;
    for (let x = 1; x < width; x++, at++) {
      const left = out[at - 1];
      const prediction = restarted ? left : predict(left, out[at - width], out[at - width - 1]);
      out[at] = prediction + difference(bits, dc);
    }
  }
  if (pointTransform > 0) for (let i = 0; i < out.length; i++) out[i] <<= pointTransform;
  return out;
}

/** A difference, modulo 2^16 (T.81, H.1.2.2): of category 16 there is one value, without further bits. */
function difference(bits: ScanBits, table: Uint16Array): number {
  const category = bits.symbol(table);
  if (category > 16) throw new RangeError("no such category of differences");
  return category === 16 ? 32768 : bits.signed(category);
}

/** Table H.1: from the samples to the left, above, and above left. */
function predictor(selection: number): (left: number, above: number, corner: number) => number {
  switch (selection) {
    case 1:
      return (left) => left;
    case 2:
      return (_, above) => above;
    case 3:
      return (_, __, corner) => corner;
    case 4:
      return (left, above, corner) => left + above - corner;
    case 5:
      return (left, above, corner) => left + ((above - corner) >> 1);
    case 6:
      return (left, above, corner) => above + ((left - corner) >> 1);
    case 7:
      return (left, above) => (left + above) >> 1;
    default:
      throw new RangeError(`predictor ${selection}`);
  }
}
