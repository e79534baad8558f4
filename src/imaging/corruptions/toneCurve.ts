import type { GreyImage } from "../image.js";
import type { Apply } from "./corruption.js";
import { ownRange } from "./exposure.js";

/** Steps of a picture saved in 8 bits. */
const levels = 255;

/** A tone curve with another exponent, between the image's own least and greatest value. */
export const gamma: Apply = (image, exponent) => {
  const [least, greatest] = ownRange(image.pixels);
  const range = greatest - least;
  if (range === 0) return image;
  // Stored values whole and below 65536, as most files have them, are looked up: a power takes long.
  const table = new Float32Array(65536).fill(Number.NaN);
  const curve = (value: number) => least + range * ((value - least) / range) ** exponent;
  return withPixels(image, (value) => {
    const whole = value & 65535;
    if (whole !== value) return curve(value);
    if (Number.isNaN(table[whole])) table[whole] = curve(value);
    return table[whole];
  });
};

/** A narrower window: contrast rises about the middle of the range, what falls outside is clipped. */
export const contrastUp: Apply = (image, gain) => {
  const [least, greatest] = ownRange(image.pixels);
  const middle = (least + greatest) / 2;
  return withPixels(image, (value) => Math.min(greatest, Math.max(least, middle + gain * (value - middle))));
};

/** A wider window, saved in 8 bits: contrast falls about the middle, and fewer grey values are left. */
export const contrastDown: Apply = (image, gain) => {
  const [least, greatest] = ownRange(image.pixels);
  const step = (greatest - least) / levels;
  if (step === 0) return image;
  const middle = (least + greatest) / 2;
  return withPixels(image, (value) => {
    const lowered = middle + gain * (value - middle);
    return least + step * Math.round((lowered - least) / step);
  });
};

/** Fewer bits: equally spaced grey values between the image's own least and greatest. */
export const bitDepthLoss: Apply = (image, bits) => {
  const [least, greatest] = ownRange(image.pixels);
  const step = (greatest - least) / (2 ** bits - 1);
  if (step === 0) return image;
  return withPixels(image, (value) => least + step * Math.round((value - least) / step));
};

/** The photometric interpretation is lost: bone comes out dark. */
export const inverted: Apply = (image) => {
  const [least, greatest] = ownRange(image.pixels);
  return withPixels(image, (value) => least + greatest - value);
};

function withPixels(image: GreyImage, of: (value: number) => number): GreyImage {
  const pixels = new Float32Array(image.pixels.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = of(image.pixels[i]);
  return { ...image, pixels };
}
