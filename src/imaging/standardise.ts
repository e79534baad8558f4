/** How grey values become a network's input. */
export interface Standardisation {
  readonly channels: 1 | 3;
  readonly layout: "NCHW" | "NHWC";
  /** On the scale 0–1, one a channel: input = (grey / 255 − mean) / std. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * Repeats grey values for every channel and standardises them by the channel's mean and standard
 * deviation (METHOD 3, 6).
 * @param grey 0–255, row-major
 * @param out receives `channels × grey.length` values from `offset` on: planes (NCHW) or interleaved (NHWC)
 */
export function standardise(
  grey: Float32Array | Uint8Array,
  { channels, layout, mean, std }: Standardisation,
  out: Float32Array,
  offset = 0,
): void {
  const plane = grey.length;
  const step = layout === "NCHW" ? 1 : channels;
  for (let c = 0; c < channels; c++) {
    const m = mean[c];
    const s = std[c];
    if (layout === "NCHW" && c > 0 && m === mean[c - 1] && s === std[c - 1]) {
      out.copyWithin(offset + c * plane, offset + (c - 1) * plane, offset + c * plane);
      continue;
    }
    let at = offset + (layout === "NCHW" ? c * plane : c);
    for (let i = 0; i < plane; i++, at += step) out[at] = (grey[i] / 255 - m) / s;
  }
}
