import { areaAverage } from "./areaAverage.js";
import type { Apply } from "./corruption.js";

/** Exported smaller: fewer, larger pixels, each the mean of those it covers; the spacing says so. */
export const downSampling: Apply = (image, factor) => {
  const { width, height, spacing } = image;
  const outWidth = Math.max(1, Math.round(width / factor));
  const outHeight = Math.max(1, Math.round(height / factor));
  return {
    ...image,
    width: outWidth,
    height: outHeight,
    pixels: areaAverage(image.pixels, width, height, outWidth, outHeight),
    spacing: spacing && {
      row: (spacing.row * height) / outHeight,
      column: (spacing.column * width) / outWidth,
    },
  };
};
