import type { GreyImage } from "../src/imaging/image.js";
import { resizeBilinear } from "../src/imaging/resizeBilinear.js";

/** How a radiograph becomes the input of a network that takes the whole image. */
export interface InputSpec {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly layout: "NCHW" | "NHWC";
  readonly type: "float32" | "uint8";
  readonly contrast: "percentile" | "none";
  /** On the scale 0–1, one a channel in the network's order: input = (grey / 255 − mean) / std. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Values of one prepared image. */
export const inputLength = (spec: InputSpec): number => spec.width * spec.height * spec.channels;

/**
 * The input of a network that takes the whole image: contrast, bilinear resize, standardisation (METHOD
 * 2–3).
 * @param normalised the image after global contrast normalisation; only needed where the spec's contrast
 *   is `percentile`
 * @returns `channels × height × width` (NCHW) or `height × width × channels` (NHWC)
 */
export function prepareImage(
  image: GreyImage,
  normalised: Uint8Array | null,
  spec: InputSpec,
): Float32Array | Uint8Array {
  const grey = spec.contrast === "percentile" ? normalised! : storedRange(image);
  const resized = resizeBilinear(grey, image.width, image.height, spec.width, spec.height);
  const { channels, mean, std } = spec;
  const plane = resized.length;
  if (spec.type === "uint8") {
    const out = new Uint8Array(plane * channels);
    const step = spec.layout === "NCHW" ? 1 : channels;
    for (let c = 0; c < channels; c++) {
      const from = spec.layout === "NCHW" ? c * plane : c;
      for (let i = 0; i < plane; i++) out[from + i * step] = Math.round(resized[i]!);
    }
    return out;
  }
  const out = new Float32Array(plane * channels);
  const step = spec.layout === "NCHW" ? 1 : channels;
  for (let c = 0; c < channels; c++) {
    const from = spec.layout === "NCHW" ? c * plane : c;
    const m = mean[c]!;
    const s = std[c]!;
    for (let i = 0; i < plane; i++) out[from + i * step] = (resized[i]! / 255 - m) / s;
  }
  return out;
}

/** The stored range as 0–255: 8-bit files as they are, others by their significant bits. */
function storedRange(image: GreyImage): Float32Array {
  const bits = image.source?.bitsStored ?? 8;
  if (bits === 8) return image.pixels;
  const scale = 255 / (2 ** bits - 1);
  return image.pixels.map((value) => value * scale);
}
