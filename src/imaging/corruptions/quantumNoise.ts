import type { Apply } from "./corruption.js";
import { greyScale, toStored, transmission } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";
import { poisson } from "./poisson.js";

/** Quanta detected in air per mm² at the original dose: some 8 µGy at 30,000 /mm²/µGy, detected by half. */
export const quantaPerSquareMillimetre = 120_000;

/** Random words at a time. */
const block = 4096;

/**
 * The exposure repeated at a share d of its dose. Its N quanta in a pixel carry their own noise already, so
 * thinning them leaves dN on average and adds a variance of d(1 − d)N: here d²N + Poisson(d(1 − d)N), which
 * where N was Poisson has mean and variance dN, as the counts of a real exposure at that dose.
 */
export const quantumNoise: Apply = (image, dose, { ofSeverity }) => {
  const scale = greyScale(image);
  const exposure = transmission(image.pixels, scale);
  const { row, column } = pixelPitch(image);
  thin(exposure, quantaPerSquareMillimetre * row * column, dose, ofSeverity());
  return { ...image, pixels: toStored(exposure, scale) };
};

/**
 * Thins the quanta of every pixel, in place.
 * @param exposure shares of `quanta`; comes out as the share of `dose × quanta`
 */
export function thin(
  exposure: Float32Array,
  quanta: number,
  dose: number,
  stream: { fill(words: Uint32Array): void },
): void {
  const words = new Uint32Array(block);
  const added = dose * (1 - dose) * quanta;
  const unit = 1 / (dose * quanta);
  for (let start = 0; start < exposure.length; start += block) {
    stream.fill(words);
    const end = Math.min(exposure.length, start + block);
    for (let i = start; i < end; i++)
      exposure[i] = dose * exposure[i] + poisson(added * exposure[i], words[i - start]) * unit;
  }
}
