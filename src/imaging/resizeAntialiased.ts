/** Bits behind the point of a weight: 8-bit values, and two bits left for sums beyond 255. */
const fraction = 22;

/**
 * Resizes one 8-bit channel with a triangle filter that grows with the reduction, so that every pixel
 * counts; across first, then down, each rounded to 8 bits with weights in fixed point. It is what
 * Pillow's `Image.resize(size, BILINEAR)` does to 8-bit images, value for value; browsers and
 * torchvision antialias likewise, but round elsewhere.
 *
 * @param source row-major, `height × width`
 * @returns row-major, `outHeight × outWidth`
 */
export function resizeAntialiased(
  source: Uint8Array,
  width: number,
  height: number,
  outWidth: number,
  outHeight: number,
): Uint8Array {
  if (source.length !== width * height || source.length === 0)
    throw new RangeError(`image of ${source.length} values is not ${width} × ${height}`);
  const across = new Uint8Array(outWidth * height);
  triangles(width, outWidth).forEach(({ first, weights }, x) => {
    for (let y = 0; y < height; y++)
      across[y * outWidth + x] = weighted(source, y * width + first, 1, weights);
  });
  const out = new Uint8Array(outWidth * outHeight);
  triangles(height, outHeight).forEach(({ first, weights }, y) => {
    for (let x = 0; x < outWidth; x++)
      out[y * outWidth + x] = weighted(across, first * outWidth + x, outWidth, weights);
  });
  return out;
}

function weighted(values: Uint8Array, from: number, step: number, weights: Int32Array): number {
  let sum = 2 ** (fraction - 1);
  for (let k = 0; k < weights.length; k++) sum += values[from + k * step] * weights[k];
  return Math.min(Math.floor(sum / 2 ** fraction), 255);
}

interface Triangle {
  readonly first: number;
  /** In units of 2^−fraction, of the inputs from `first`. */
  readonly weights: Int32Array;
}

/** The inputs under each output position's triangle and their weights, which sum to about 1. */
function triangles(length: number, outLength: number): Triangle[] {
  if (!(Number.isInteger(outLength) && outLength > 0)) throw new RangeError(`output length ${outLength}`);
  const scale = length / outLength;
  const reach = Math.max(scale, 1);
  return Array.from({ length: outLength }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(Math.floor(centre - reach + 0.5), 0);
    const end = Math.min(Math.floor(centre + reach + 0.5), length);
    const heights = Array.from({ length: end - first }, (_, k) =>
      Math.max(1 - Math.abs((first + k - centre + 0.5) / reach), 0),
    );
    const total = heights.reduce((sum, value) => sum + value, 0);
    return {
      first,
      weights: Int32Array.from(heights, (value) => Math.floor((value / total) * 2 ** fraction + 0.5)),
    };
  });
}
