import { percentiles } from "./orderStatistics.js";

/**
 * Global contrast normalisation of Raisuddin et al. (Scientific Reports 2021): clip to two
 * percentiles of the image itself, subtract the lower, divide by the maximum that remains, times
 * 255, truncated to 8 bits. All arithmetic is in double precision.
 *
 * An image whose two percentiles coincide (constant, or nearly so) has no contrast to normalise and
 * comes out all zero.
 *
 * @param pixels finite values, at least one; not changed
 * @param lower percentile that becomes 0
 * @param upper percentile that becomes 255
 */
export function contrastNormalise(pixels: Float32Array, lower = 5, upper = 99): Uint8Array {
  const [low, high] = percentiles(pixels, [lower, upper]);
  const out = new Uint8Array(pixels.length);
  // The upper percentile never exceeds the largest pixel, so after clipping it is the maximum.
  const range = high - low;
  if (range <= 0) return out;
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i];
    if (value >= high) out[i] = 255;
    else if (value > low) out[i] = ((value - low) / range) * 255;
  }
  return out;
}
