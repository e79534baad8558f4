import { resizeBilinear } from "../resizeBilinear.js";
import { areaAverage } from "./areaAverage.js";
import { gaussianKernel } from "./blurKernel.js";
import { convolveSeparable } from "./convolve.js";

/** Pixels that a standard deviation keeps when the image is reduced for speed. */
const kept = 8;

/**
 * A Gaussian blur so broad that it may be computed on a reduced image: averaged, blurred, enlarged again.
 * Reduction keeps eight pixels a standard deviation, which leaves an error below a hundredth of the range.
 * @param acrossDeviation pixels
 * @param downDeviation pixels
 */
export function broadBlur(
  values: Float32Array,
  width: number,
  height: number,
  acrossDeviation: number,
  downDeviation: number,
): Float32Array {
  const outWidth = Math.max(1, Math.ceil(width / Math.max(1, acrossDeviation / kept)));
  const outHeight = Math.max(1, Math.ceil(height / Math.max(1, downDeviation / kept)));
  const small = convolveSeparable(
    areaAverage(values, width, height, outWidth, outHeight),
    outWidth,
    outHeight,
    gaussianKernel((acrossDeviation * outWidth) / width),
    gaussianKernel((downDeviation * outHeight) / height),
  );
  return resizeBilinear(small, outWidth, outHeight, width, height);
}
