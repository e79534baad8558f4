import type { Apply } from "./corruption.js";
import { ownRange } from "./exposure.js";

/** Saved as an 8-bit baseline JPEG between the image's own least and greatest value, and read again. */
export const jpeg: Apply = async (image, quality) => {
  const [least, greatest] = ownRange(image.pixels);
  const range = greatest - least;
  if (range === 0) return image;
  const { default: sharp } = await import("sharp");
  const { width, height } = image;
  const grey = new Uint8Array(image.pixels.length);
  const factor = 255 / range;
  for (let i = 0; i < grey.length; i++) grey[i] = Math.round((image.pixels[i] - least) * factor);
  const file = await sharp(grey, { raw: { width, height, channels: 1 } })
    .jpeg({ quality })
    .toBuffer();
  const read = await sharp(file).toColourspace("b-w").raw().toBuffer();
  const pixels = new Float32Array(grey.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = least + (read[i] * range) / 255;
  return { ...image, pixels };
};
