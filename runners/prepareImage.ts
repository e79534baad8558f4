import type { GreyImage } from "../src/imaging/image.js";
import type { Region } from "../src/imaging/region.js";
import { resizeAntialiased } from "../src/imaging/resizeAntialiased.js";
import { resizeBilinear } from "../src/imaging/resizeBilinear.js";
import { type Standardisation, standardise } from "../src/imaging/standardise.js";

/**
 * How a radiograph becomes the input of a network that takes it at one size; means and deviations in the
 * network's order of channels.
 */
export interface InputSpec extends Standardisation {
  readonly width: number;
  readonly height: number;
  readonly type: "float32" | "uint8";
  readonly contrast: "percentile" | "none";
  /** The largest square in the image's middle, in place of the whole. */
  readonly crop: "none" | "centre";
  readonly resize: "bilinear" | "antialiased";
}

/** Values of one prepared image. */
export const inputLength = (spec: InputSpec): number => spec.width * spec.height * spec.channels;

/**
 * The input of a network that takes a radiograph at one size: contrast, perhaps a crop, resize,
 * standardisation (METHOD 2–3).
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
  const source = { values: grey, width: image.width, height: image.height };
  const resized = resize(spec.crop === "centre" ? centreSquare(source, spec) : source, spec);
  const { channels } = spec;
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
  standardise(resized, spec, out);
  return out;
}

interface Raster {
  readonly values: Float32Array | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The part of an image that a network is fed. Where a square can't lie in the middle, half a pixel to the left or up. */
export function fedRegion(
  image: { readonly width: number; readonly height: number },
  spec: InputSpec,
): Region {
  const { width, height } = image;
  if (spec.crop === "none") return { x: 0, y: 0, width, height };
  const side = Math.min(width, height);
  return {
    x: Math.floor((width - side) / 2),
    y: Math.floor((height - side) / 2),
    width: side,
    height: side,
  };
}

function centreSquare({ values, width, height }: Raster, spec: InputSpec): Raster {
  const { x: left, y: top, width: side } = fedRegion({ width, height }, spec);
  const square = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    const from = (top + y) * width + left;
    square.set(values.subarray(from, from + side), y * side);
  }
  return { values: square, width: side, height: side };
}

function resize({ values, width, height }: Raster, spec: InputSpec): Float32Array | Uint8Array {
  if (spec.resize === "bilinear") return resizeBilinear(values, width, height, spec.width, spec.height);
  const bytes = values instanceof Uint8Array ? values : Uint8Array.from(values, Math.round);
  return resizeAntialiased(bytes, width, height, spec.width, spec.height);
}

/** The stored range as 0–255: 8-bit files as they are, others by their significant bits. */
function storedRange(image: GreyImage): Float32Array {
  const bits = image.source?.bitsStored ?? 8;
  if (bits === 8) return image.pixels;
  const scale = 255 / (2 ** bits - 1);
  return image.pixels.map((value) => value * scale);
}
