import { gaussianKernel } from "./blurKernel.js";
import { convolveSeparable } from "./convolve.js";
import type { Apply } from "./corruption.js";
import { greyScale, toStored, transmission } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";

/** A Gaussian focal spot seen through the object, or a plate that doesn't lie flat: blurs the exposure. */
export const defocusBlur: Apply = (image, deviation) => {
  const scale = greyScale(image);
  const { row, column } = pixelPitch(image);
  const blurred = convolveSeparable(
    transmission(image.pixels, scale),
    image.width,
    image.height,
    gaussianKernel(deviation / column),
    gaussianKernel(deviation / row),
  );
  return { ...image, pixels: toStored(blurred, scale) };
};
