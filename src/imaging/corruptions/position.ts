import type { Apply } from "./corruption.js";
import { greyScale } from "./exposure.js";

/** The arm lies off the middle: moved by whole pixels in a direction of the image's own; air comes in. */
export const translation: Apply = (image, percent, { ofImage }) => {
  const { width, height } = image;
  const angle = 2 * Math.PI * ofImage().uniform();
  // The longer of both components is the whole share, so that every direction loses about as much.
  const longer = Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
  const right = Math.round((percent / 100) * width * (Math.cos(angle) / longer));
  const down = Math.round((percent / 100) * height * (Math.sin(angle) / longer));
  const pixels = new Float32Array(image.pixels.length).fill(greyScale(image).air);
  const [from, to] = [Math.max(0, -right), Math.min(width, width - right)];
  for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++)
    pixels.set(image.pixels.subarray(y * width + from, y * width + to), (y + down) * width + from + right);
  return { ...image, pixels };
};

/** Put on the detector, or stored, the other way round. */
export const horizontalFlip: Apply = (image) => {
  const { width, height } = image;
  const pixels = new Float32Array(image.pixels.length);
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * width, from = at + width - 1; x < width; x++)
      pixels[at + x] = image.pixels[from - x];
  return { ...image, pixels };
};

/** The header's spacing is wrong by a factor, too large or too small; the pixels are the same array. */
export const wrongSpacing: Apply = (image, factor, { ofImage }) => {
  if (image.spacing === null) return image;
  const { row, column } = image.spacing;
  const by = ofImage().integer(2) === 0 ? factor : 1 / factor;
  return { ...image, spacing: { row: row * by, column: column * by } };
};
