import type { Apply } from "./corruption.js";
import { greyScale, ownRange } from "./exposure.js";

/** Width of the edge's half-shade, as a share of the image's shorter side. */
const penumbra = 0.006;

/**
 * The collimator cuts a border off all four sides, with a soft edge. What it covers is unexposed (bright) in
 * one half of the images and blackened by an electronic shutter in the other: archives hold both.
 */
export const collimationLoss: Apply = (image, percent, { ofImage }) => {
  const { width, height } = image;
  const scale = greyScale(image);
  const bright = Math.min(scale.greatest, scale.air + scale.span);
  const covered = ofImage().integer(2) === 0 ? ownRange(image.pixels)[0] : bright;
  const ramp = Math.max(1, penumbra * Math.min(width, height));
  const open = (length: number) =>
    Float32Array.from({ length }, (_, i) => {
      const inside = Math.min(i + 0.5, length - 0.5 - i) - (percent / 100) * length;
      return Math.min(1, Math.max(0, 0.5 + inside / ramp));
    });
  const [across, down] = [open(width), open(height)];
  const pixels = new Float32Array(image.pixels.length);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++)
      pixels[at] = covered + (image.pixels[at] - covered) * across[x] * down[y];
  return { ...image, pixels };
};
