import type { PixelSpacing } from "./image.js";

/** A rectangle on an image's pixel grid; it may reach beyond the image. */
export interface Region {
  /** Column of its left edge. */
  readonly x: number;
  /** Row of its upper edge. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point as fractions of an image's width and height. */
export type Landmark = readonly [x: number, y: number];

/** The mean of several models' landmarks, point by point. */
export function meanLandmarks(predictions: readonly (readonly Landmark[])[]): Landmark[] {
  return predictions[0].map((_, point) => {
    let x = 0;
    let y = 0;
    for (const prediction of predictions) {
      x += prediction[point][0];
      y += prediction[point][1];
    }
    return [x / predictions.length, y / predictions.length] as const;
  });
}

/**
 * The region of interest of Raisuddin et al. (Scientific Reports 2021): a square in millimetres whose
 * centre is the mean of the landmarks, moved down by the padding. Size and padding are rounded to whole
 * pixels, and the upper left corner too, as in the authors' implementation.
 * @param landmarks fractions of width and height
 * @param size side of the square, mm
 * @param padding how far below the landmarks' mean its centre lies, mm
 */
export function regionOfInterest(
  landmarks: readonly Landmark[],
  image: { readonly width: number; readonly height: number },
  spacing: PixelSpacing,
  size: number,
  padding: number,
): Region {
  let x = 0;
  let y = 0;
  for (const landmark of landmarks) {
    x += landmark[0] * image.width;
    y += landmark[1] * image.height;
  }
  const width = Math.round(size / spacing.column);
  const height = Math.round(size / spacing.row);
  const down = Math.round(padding / spacing.row);
  return {
    x: Math.round(x / landmarks.length - width / 2),
    y: Math.round(y / landmarks.length + down - height / 2),
    width,
    height,
  };
}

/**
 * Cuts a region out of an image; what lies beyond the image is 0.
 * @param pixels row-major, `height × width`
 * @returns row-major, `region.height × region.width`
 */
export function cropZeroPadded(
  pixels: Uint8Array,
  image: { readonly width: number; readonly height: number },
  region: Region,
): Uint8Array {
  const out = new Uint8Array(region.width * region.height);
  const left = Math.max(0, region.x);
  const right = Math.min(image.width, region.x + region.width);
  if (right <= left) return out;
  for (let y = Math.max(0, region.y); y < Math.min(image.height, region.y + region.height); y++)
    out.set(
      pixels.subarray(y * image.width + left, y * image.width + right),
      (y - region.y) * region.width + left - region.x,
    );
  return out;
}
