/** Where a crop's upper left corner lies in the square it was cut from, and whether that was mirrored. */
export interface CropPlace {
  readonly x: number;
  readonly y: number;
  readonly mirrored: boolean;
}

/** The left-right mirror of a square or any other image, row-major. */
export function mirror(pixels: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(pixels.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) out[row + x] = pixels[row + width - 1 - x];
  }
  return out;
}

/**
 * The places of the ten crops of test-time augmentation: centre, upper left, upper right, lower left,
 * lower right of the image, then of its mirror (METHOD 6).
 * @param size side of the square
 * @param crop side of a crop, at most `size`
 */
export function tenCropPlaces(size: number, crop: number): CropPlace[] {
  if (!(crop >= 1 && crop <= size)) throw new RangeError(`a crop of ${crop} out of ${size}`);
  const far = size - crop;
  const middle = Math.round(far / 2);
  const corners = [
    [middle, middle],
    [0, 0],
    [far, 0],
    [0, far],
    [far, far],
  ];
  return [false, true].flatMap((mirrored) => corners.map(([x, y]) => ({ x, y, mirrored })));
}

/**
 * Cuts the ten crops.
 * @param pixels row-major, `size × size`
 * @returns ten times row-major, `crop × crop`, in the order of `tenCropPlaces`
 */
export function tenCrops(pixels: Float32Array, size: number, crop: number): Float32Array[] {
  const mirrored = mirror(pixels, size, size);
  return tenCropPlaces(size, crop).map((place) => cut(place.mirrored ? mirrored : pixels, size, crop, place));
}

/** The first of the ten crops, for models that see one. */
export function centreCrop(pixels: Float32Array, size: number, crop: number): Float32Array {
  return cut(pixels, size, crop, tenCropPlaces(size, crop)[0]);
}

function cut(pixels: Float32Array, size: number, crop: number, { x, y }: CropPlace): Float32Array {
  const out = new Float32Array(crop * crop);
  for (let row = 0; row < crop; row++) {
    const start = (y + row) * size + x;
    out.set(pixels.subarray(start, start + crop), row * crop);
  }
  return out;
}
