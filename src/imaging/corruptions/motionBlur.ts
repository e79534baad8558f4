import { lineKernel } from "./blurKernel.js";
import { convolveTaps } from "./convolve.js";
import type { Apply } from "./corruption.js";
import { greyScale, toStored, transmission } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";

/** The arm moves straight and evenly during the exposure, in a direction of the image's own. */
export const motionBlur: Apply = (image, length, { ofImage }) => {
  const scale = greyScale(image);
  const { row, column } = pixelPitch(image);
  const angle = Math.PI * ofImage().uniform();
  const kernel = lineKernel((length * Math.cos(angle)) / column, (length * Math.sin(angle)) / row);
  const blurred = convolveTaps(transmission(image.pixels, scale), image.width, image.height, kernel);
  return { ...image, pixels: toStored(blurred, scale) };
};
