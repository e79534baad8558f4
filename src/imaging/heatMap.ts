import type { Region } from "./region.js";
import { resizeBilinear } from "./resizeBilinear.js";

/** Values on a grid, row-major, `height × width`. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** How much each place of a part of an image speaks for a fracture: 0 not at all, more is more. */
export interface HeatMap extends Raster {
  /** The part of the image that the grid is spread over, pixels. */
  readonly frame: Region;
}

/** The same values on another grid, bilinear, as `resizeBilinear` does it. */
export const resampled = (raster: Raster, width: number, height: number): Raster =>
  raster.width === width && raster.height === height
    ? raster
    : { width, height, values: resizeBilinear(raster.values, raster.width, raster.height, width, height) };

/** Divided by the greatest value, so that it is 1; all 0 stays so. */
export function scaledToOne(raster: Raster): Raster {
  const most = greatest(raster.values);
  return most > 0 ? { ...raster, values: raster.values.map((value) => value / most) } : raster;
}

/** Of an array of any length, of which `Math.max(...)` would run out of stack. */
const greatest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, value), 0);

/**
 * A heat map on the whole image's pixels: bilinear inside its frame, 0 outside; what of the frame lies
 * beyond the image is cut off.
 * @returns row-major, `height × width`
 */
export function onWholeImage(heat: HeatMap, { width, height }: { width: number; height: number }): Raster {
  const { frame } = heat;
  const inside = resampled(heat, frame.width, frame.height).values;
  const values = new Float32Array(width * height);
  const left = Math.max(0, frame.x);
  const right = Math.min(width, frame.x + frame.width);
  for (let y = Math.max(0, frame.y); right > left && y < Math.min(height, frame.y + frame.height); y++) {
    const row = (y - frame.y) * frame.width - frame.x;
    values.set(inside.subarray(row + left, row + right), y * width + left);
  }
  return { width, height, values };
}

/**
 * Where a heat map is greatest inside the image, in its pixels, (0, 0) the centre of the first. A peak that
 * is flat (a cell of coarse feature maps at the border) has its middle taken; of several, the uppermost,
 * then leftmost.
 * @returns null where it is 0 throughout
 */
export function peakOf(
  { width, height, values, frame }: HeatMap,
  image: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } | null {
  const across = frame.width / width;
  const down = frame.height / height;
  const column = (x: number) => frame.x + (x + 0.5) * across - 0.5;
  const row = (y: number) => frame.y + (y + 0.5) * down - 0.5;
  const isInside = (x: number, y: number) =>
    column(x) >= -0.5 && column(x) <= image.width - 0.5 && row(y) >= -0.5 && row(y) <= image.height - 0.5;
  let most = 0;
  let at = { x: 0, y: 0 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (values[y * width + x] > most && isInside(x, y)) {
        most = values[y * width + x];
        at = { x, y };
      }
  if (most === 0) return null;
  let { x, y } = at;
  while (x + 1 < width && isInside(x + 1, at.y) && values[at.y * width + x + 1] === most) x++;
  while (y + 1 < height && isInside(at.x, y + 1) && values[(y + 1) * width + at.x] === most) y++;
  return { x: (column(at.x) + column(x)) / 2, y: (row(at.y) + row(y)) / 2 };
}

/**
 * Weakens what lies near the border, where padded convolutions see an edge that isn't in the radiograph:
 * from 0 at the edge linearly to 1 at `border` pixels from it.
 */
export function dampedAtBorders({ width, height, values }: Raster, border: number): Raster {
  const weight = (at: number, length: number) => Math.min(1, (Math.min(at, length - 1 - at) + 0.5) / border);
  return {
    width,
    height,
    values: values.map(
      (value, i) => value * Math.min(weight(i % width, width), weight(Math.floor(i / width), height)),
    ),
  };
}
