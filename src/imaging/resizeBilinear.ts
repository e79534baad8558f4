/**
 * Resizes one channel bilinearly with half-pixel centres and no antialiasing, edges repeated: what
 * OpenCV's `resize` with INTER_LINEAR does to 32-bit floats, its single-precision positions
 * included. 8-bit input is computed in floats too and not rounded, so it agrees with OpenCV's 8-bit
 * result up to that one's fixed-point rounding.
 *
 * @param source row-major, `height × width`
 * @returns row-major, `outHeight × outWidth`
 */
export function resizeBilinear(
  source: Float32Array | Uint8Array,
  width: number,
  height: number,
  outWidth: number,
  outHeight: number,
): Float32Array {
  if (source.length !== width * height || source.length === 0)
    throw new RangeError(`image of ${source.length} values is not ${width} × ${height}`);
  const columns = sampling(width, outWidth);
  const rows = sampling(height, outHeight);
  const out = new Float32Array(outWidth * outHeight);
  for (let y = 0, at = 0; y < outHeight; y++) {
    const above = rows.first[y] * width;
    const below = rows.second[y] * width;
    const down = rows.weight[y];
    for (let x = 0; x < outWidth; x++, at++) {
      const left = columns.first[x];
      const right = columns.second[x];
      const across = columns.weight[x];
      const top = source[above + left] * (1 - across) + source[above + right] * across;
      const bottom = source[below + left] * (1 - across) + source[below + right] * across;
      out[at] = top * (1 - down) + bottom * down;
    }
  }
  return out;
}

/** For each output position the two input positions it lies between, and the weight of the second. */
function sampling(length: number, outLength: number) {
  if (!(Number.isInteger(outLength) && outLength > 0)) throw new RangeError(`output length ${outLength}`);
  const first = new Int32Array(outLength);
  const second = new Int32Array(outLength);
  const weight = new Float32Array(outLength);
  const scale = length / outLength;
  for (let i = 0; i < outLength; i++) {
    const position = Math.fround((i + 0.5) * scale - 0.5);
    const whole = Math.floor(position);
    first[i] = Math.min(Math.max(whole, 0), length - 1);
    second[i] = Math.min(Math.max(whole + 1, 0), length - 1);
    weight[i] = position - whole;
  }
  return { first, second, weight };
}
