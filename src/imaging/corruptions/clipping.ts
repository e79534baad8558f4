import type { GreyImage } from "../image.js";
import { percentiles } from "../orderStatistics.js";
import type { Apply } from "./corruption.js";
import { type GreyScale, greyScale } from "./exposure.js";

/** The part of the grey scale, from air to dense bone, that is air. */
const airShare = 0.1;

/**
 * So much exposure that the detector saturates behind the thinnest parts: a share of the object's pixels, the
 * darkest, and all that is darker take one value. Rescaling to the usual brightness undoes the rest.
 */
export const overExposure: Apply = (image, percent) => {
  const object = objectPixels(image, greyScale(image));
  if (object.length === 0) return image;
  const [level] = percentiles(object, [percent]);
  return { ...image, pixels: image.pixels.map((value) => (value < level ? level : value)) };
};

/** So little exposure that the densest parts fall below the detector's least signal. */
export const underExposure: Apply = (image, percent) => {
  const object = objectPixels(image, greyScale(image));
  if (object.length === 0) return image;
  const [level] = percentiles(object, [100 - percent]);
  return { ...image, pixels: image.pixels.map((value) => (value > level ? level : value)) };
};

/** Values that are neither air or shutter nor brighter than dense bone, as lead and the collimator's shade are. */
function objectPixels({ pixels }: GreyImage, { air, span }: GreyScale): Float32Array {
  const [low, high] = [air + airShare * span, air + span];
  let count = 0;
  const object = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i];
    if (value > low && value < high) object[count++] = value;
  }
  return object.subarray(0, count);
}
