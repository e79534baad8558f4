import { broadBlur } from "./broadBlur.js";
import type { Apply } from "./corruption.js";
import { greyScale, toStored, transmission } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";

/** Standard deviation of the scatter's spread, mm. */
const spread = 15;

/**
 * Scattered radiation: the primary exposure spread broadly is added to it, and both are scaled back to the
 * exposure that there was.
 */
export const scatterVeil: Apply = (image, ratio) => {
  const scale = greyScale(image);
  const { row, column } = pixelPitch(image);
  const exposure = transmission(image.pixels, scale);
  const veil = broadBlur(exposure, image.width, image.height, spread / column, spread / row);
  for (let i = 0; i < exposure.length; i++) exposure[i] = (exposure[i] + ratio * veil[i]) / (1 + ratio);
  return { ...image, pixels: toStored(exposure, scale) };
};
