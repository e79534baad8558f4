import type { Apply } from "./corruption.js";
import { clamp, greyScale } from "./exposure.js";
import { normalTable } from "./normalTable.js";

const block = 4096;

/**
 * Normal noise of one standard deviation everywhere, on the stored scale: what an amplifier behind the
 * logarithm and the converter add. A pixel draws from 16 bits.
 */
export const electronicNoise: Apply = (image, deviation, { ofSeverity }) => {
  const scale = greyScale(image);
  const pixels = image.pixels.slice();
  const stream = ofSeverity();
  const words = new Uint32Array(block / 2);
  const halves = new Uint16Array(words.buffer);
  const factor = deviation * scale.span;
  for (let start = 0; start < pixels.length; start += block) {
    stream.fill(words);
    const end = Math.min(pixels.length, start + block);
    for (let i = start; i < end; i++) pixels[i] += factor * normalTable[halves[i - start]];
  }
  return { ...image, pixels: clamp(pixels, scale) };
};
