import type { RandomStream } from "../../src/statistics/random.js";
import { broadBlur, gaussianBlur } from "./blur.js";
import { NORMAL_TABLE } from "./draw.js";
import { portableExp, portableLog } from "./portableMath.js";

/** How one exposure is made. */
export interface Exposure {
  /** Quanta per pixel without an object. */
  readonly quanta: number;
  /** Scattered share of the primary's broad mean. */
  readonly scatter: number;
  /** Standard deviation of the scatter's spread, pixels. */
  readonly scatterSpread: number;
  /** Standard deviation of the focal spot's and detector's blur, pixels. */
  readonly blur: number;
  /** Standard deviation of the electronic noise, quanta. */
  readonly electronic: number;
}

/**
 * Expected quanta at each pixel: Beer–Lambert, then the focal spot, then a veil of scatter.
 * @param tau line integral of attenuation
 * @param open relative exposure of each pixel (1 in the field, near 0 under the collimator)
 */
export function expectedQuanta(
  tau: Float32Array,
  open: Float32Array,
  columns: number,
  rows: number,
  exposure: Exposure,
): Float32Array {
  const primary = new Float32Array(tau.length);
  for (let i = 0; i < tau.length; i++) primary[i] = exposure.quanta * open[i] * portableExp(-tau[i]);
  const sharp = gaussianBlur(primary, columns, rows, exposure.blur);
  const veil = broadBlur(primary, columns, rows, exposure.scatterSpread);
  for (let i = 0; i < tau.length; i++) sharp[i] += exposure.scatter * veil[i];
  return sharp;
}

/**
 * Quantum and electronic noise: a normal draw with variance = mean + electronic², in place. Two draws
 * from each 32-bit word.
 */
export function addNoise(quanta: Float32Array, electronic: number, stream: RandomStream): void {
  const floor = electronic * electronic;
  for (let i = 0; i < quanta.length; i += 2) {
    const word = stream.uint32();
    quanta[i] += NORMAL_TABLE[word & 8191] * Math.sqrt(quanta[i] + floor);
    if (i + 1 < quanta.length)
      quanta[i + 1] += NORMAL_TABLE[(word >>> 13) & 8191] * Math.sqrt(quanta[i + 1] + floor);
  }
}

/** How quanta become grey values. */
export interface Processing {
  readonly response: "log" | "linear";
  /** Share of the broad blur taken away from log images (dynamic range compression), 0 … 0.6. */
  readonly compression: number;
  readonly compressionSpread: number;
  /** Grey values that the image's own range is stretched to, of 4095. */
  readonly darkest: number;
  readonly brightest: number;
}

/**
 * 12-bit values that rise with attenuation (bone bright), before any MONOCHROME1 inversion.
 * @param open as for `expectedQuanta`: the range is that of the field alone
 */
export function toGrey(
  quanta: Float32Array,
  open: Float32Array,
  columns: number,
  rows: number,
  processing: Processing,
): Uint16Array {
  const image = new Float32Array(quanta.length);
  if (processing.response === "log") {
    for (let i = 0; i < image.length; i++) image[i] = -portableLog(quanta[i] < 1 ? 1 : quanta[i]);
    if (processing.compression > 0) {
      const low = broadBlur(image, columns, rows, processing.compressionSpread);
      for (let i = 0; i < image.length; i++) image[i] -= processing.compression * low[i];
    }
  } else for (let i = 0; i < image.length; i++) image[i] = -quanta[i];
  const [low, high] = fieldRange(image, open);
  const factor = (processing.brightest - processing.darkest) / (high - low);
  const grey = new Uint16Array(image.length);
  for (let i = 0; i < grey.length; i++) {
    const value = processing.darkest + (image[i] - low) * factor;
    grey[i] = value <= 0 ? 0 : value >= 4095 ? 4095 : Math.floor(value + 0.5);
  }
  return grey;
}

/** The 0.5th and 99.7th percentile of a sample of the exposed field. */
function fieldRange(image: Float32Array, open: Float32Array): [number, number] {
  const sample: number[] = [];
  for (let i = 0; i < image.length; i += 37) if (open[i] > 0.9) sample.push(image[i]);
  const sorted = Float32Array.from(sample).sort();
  return [sorted[Math.floor(sorted.length * 0.005)], sorted[Math.floor(sorted.length * 0.997)]];
}
