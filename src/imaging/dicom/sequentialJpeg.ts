import { ScanBits } from "./huffman.js";
import { inverseCosine } from "./inverseCosine.js";
import { jpegScan, zigzag } from "./jpegScan.js";

/**
 * Decodes sequential JPEG with Huffman coding, baseline and extended (ITU-T T.81, processes 1, 2 and
 * 4), for one component of 8 or 12 bits. The libraries at hand do 8 bits only and let faults pass. The
 * cosine transform is exact, so a sample can differ by one from decoders that use an integer one.
 * @throws RangeError if the stream is damaged, too short, or of another process
 */
export function decodeSequentialJpeg(stream: Uint8Array): Uint16Array {
  const { process, width, height, precision, quantisation, dc, ac, restartInterval, start } =
    jpegScan(stream);
  if (process === 0xc3) throw new RangeError("it is lossless, not sequential");
  if (quantisation === undefined || dc === undefined || ac === undefined)
    throw new RangeError("a table is missing");

  const out = new Uint16Array(width * height);
  const bits = new ScanBits(stream, start);
  const coefficients = new Float64Array(64);
  const samples = new Float64Array(64);
  const shift = 2 ** (precision - 1);
  const greatest = 2 ** precision - 1;
  const blocksAcross = Math.ceil(width / 8);
  const blocks = blocksAcross * Math.ceil(height / 8);
  let previous = 0;
  for (let block = 0; block < blocks; block++) {
    if (restartInterval > 0 && block > 0 && block % restartInterval === 0) {
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
