/**
 * Reduces an image, each new pixel the mean of the area it covers, with fractions of pixels at its edges: what
 * OpenCV's INTER_AREA does.
 * @param values row-major, `height × width`
 * @param outWidth 1 … width
 * @param outHeight 1 … height
 */
export function areaAverage(
  values: Float32Array,
  width: number,
  height: number,
  outWidth: number,
  outHeight: number,
): Float32Array {
  const columns = shares(width, outWidth);
  const rows = shares(height, outHeight);
  const out = new Float32Array(outWidth * outHeight);
  const sums = new Float64Array(width);
  for (let y = 0; y < outHeight; y++) {
    sums.fill(0);
    for (let k = rows.start[y]; k < rows.start[y + 1]; k++) {
      const from = rows.index[k] * width;
      const weight = rows.weight[k];
      for (let x = 0; x < width; x++) sums[x] += weight * values[from + x];
    }
    for (let x = 0; x < outWidth; x++) {
      let sum = 0;
      for (let k = columns.start[x]; k < columns.start[x + 1]; k++)
        sum += columns.weight[k] * sums[columns.index[k]];
      out[y * outWidth + x] = sum;
    }
  }
  return out;
}

/** Which inputs each output covers, and the share of the output that each of them is. */
function shares(length: number, outLength: number) {
  const scale = length / outLength;
  const [start, index, weight]: [number[], number[], number[]] = [[0], [], []];
  for (let i = 0; i < outLength; i++) {
    const [from, to] = [i * scale, Math.min((i + 1) * scale, length)];
    for (let k = Math.floor(from); k < to; k++) {
      const covered = Math.min(to, k + 1) - Math.max(from, k);
      if (covered <= 1e-9) continue;
      index.push(k);
      weight.push(covered / (to - from));
    }
    start.push(index.length);
  }
  return { start, index, weight };
}
