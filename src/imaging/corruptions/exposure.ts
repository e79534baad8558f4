import type { GreyImage } from "../image.js";
import { percentiles } from "../orderStatistics.js";
import { scaledLogarithms } from "./naturalLog.js";

/**
 * Natural logarithm of the exposure's ratio between air and dense bone: bone at the 99th percentile passes a
 * twentieth of what air passes (50–55 kV, some 2 cm of bone in 4 cm of soft tissue).
 */
export const latitude = Math.log(20);

/** How stored grey values relate to the exposure of the detector. */
export interface GreyScale {
  /** Stored value of air: the image's 1st percentile. Its transmission is 1. */
  readonly air: number;
  /** Stored units from air to dense bone (99th percentile); above 0. */
  readonly span: number;
  /** Values that the file can hold. */
  readonly least: number;
  readonly greatest: number;
}

/**
 * The grey scale of a radiograph whose stored values fall linearly with the logarithm of the exposure, as
 * detectors store them "for processing". Images "for presentation" have passed a tone curve and perhaps
 * harmonisation: of them it is an approximation, good in the middle of the range.
 */
export function greyScale(image: GreyImage): GreyScale {
  const [air, bone] = percentiles(image.pixels, [1, 99]);
  const [least, greatest] = storable(image);
  const span = bone > air ? bone - air : greatest > least ? greatest - least : 1;
  return { air, span, least, greatest };
}

/**
 * What the file's samples could hold: 0 … 2^bits − 1 where the values are such, else (after a modality
 * rescale, or made in memory) no more than the image itself holds.
 */
function storable({ pixels, source }: GreyImage): [number, number] {
  const [least, greatest] = ownRange(pixels);
  const full = source ? 2 ** source.bitsStored - 1 : 0;
  return least >= 0 && greatest <= full ? [0, full] : [least, greatest];
}

/** The least and the greatest value. */
export function ownRange(pixels: Float32Array): [number, number] {
  let [least, greatest] = [pixels[0], pixels[0]];
  for (let i = 1; i < pixels.length; i++) {
    const value = pixels[i];
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

/** Stored values whole and below this, as most files have them, look their exposure up. */
const tabled = 65536;

/** Greatest exposure, a share of that in air: an outlier far below air must not leave single precision. */
const brightest = 1e18;

/** Exposure of every pixel as a share of that in air. */
export function transmission(pixels: Float32Array, { air, span }: GreyScale): Float32Array {
  const out = new Float32Array(pixels.length);
  const factor = -latitude / span;
  const table = new Float32Array(tabled);
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i];
    const whole = value & (tabled - 1);
    if (whole === value) {
      // Never 0 for what has been looked up, but where the exposure itself vanishes.
      if (table[whole] === 0) table[whole] = Math.min(brightest, Math.exp((value - air) * factor));
      out[i] = table[whole];
    } else out[i] = Math.min(brightest, Math.exp((value - air) * factor));
  }
  return out;
}

/** Stored values of exposures (shares of air's, above 0), in place, kept within what the file can hold. */
export function toStored(exposure: Float32Array, scale: GreyScale): Float32Array {
  scaledLogarithms(exposure, -scale.span / latitude, scale.air);
  return clamp(exposure, scale);
}

/** Keeps values within what the file can hold, in place. */
export function clamp(pixels: Float32Array, { least, greatest }: GreyScale): Float32Array {
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i];
    if (value < least) pixels[i] = least;
    else if (value > greatest) pixels[i] = greatest;
  }
  return pixels;
}
