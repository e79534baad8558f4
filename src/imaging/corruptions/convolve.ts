import type { Taps } from "./blurKernel.js";

/** Columns that are turned into lines together: a cache line's worth. */
const strip = 16;

/**
 * Convolves with a kernel across and another down, both symmetric; edges are repeated.
 * @param values row-major, `height × width`; not changed
 */
export function convolveSeparable(
  values: Float32Array,
  width: number,
  height: number,
  across: Float64Array,
  down: Float64Array,
): Float32Array {
  const out = new Float32Array(values.length);
  const row = new PaddedLine(width, across);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; x++) row.set(x, values[start + x]);
    out.set(row.convolved(), start);
  }
  const columns = Array.from({ length: strip }, () => new PaddedLine(height, down));
  for (let left = 0; left < width; left += strip) {
    const right = Math.min(width, left + strip);
    for (let y = 0; y < height; y++)
      for (let x = left; x < right; x++) columns[x - left].set(y, out[y * width + x]);
    const sums = columns.slice(0, right - left).map((column) => column.convolved());
    for (let y = 0; y < height; y++)
      for (let x = left; x < right; x++) out[y * width + x] = sums[x - left][y];
  }
  return out;
}

/** A row or column with its end values repeated beyond its ends, as far as a kernel reaches. */
class PaddedLine {
  private readonly radius: number;
  private readonly values: Float64Array;
  private readonly sums: Float64Array;

  constructor(
    private readonly length: number,
    private readonly kernel: Float64Array,
  ) {
    this.radius = kernel.length >> 1;
    // Three more, so that the last four sums may be four where fewer are wanted.
    this.values = new Float64Array(length + 2 * this.radius + 3);
    this.sums = new Float64Array(length + 3);
  }

  set(at: number, value: number): void {
    this.values[this.radius + at] = value;
  }

  /** The convolution with the symmetric kernel, valid until the next one. */
  convolved(): Float64Array {
    const { values, radius, length } = this;
    values.fill(values[radius], 0, radius);
    values.fill(values[radius + length - 1], radius + length);
    convolveFours(values, this.kernel, this.sums, length);
    return this.sums.subarray(0, length);
  }
}

/**
 * Four sums at a time, each pair of values either side of the middle times its weight: a value read for one sum
 * serves the three beside it. Bound by the multiplications and additions of the pairs.
 */
function convolveFours(values: Float64Array, kernel: Float64Array, sums: Float64Array, length: number): void {
  const radius = kernel.length >> 1;
  const centre = kernel[radius];
  for (let x = 0; x < length; x += 4) {
    const at = x + radius;
    let left1 = values[at];
    let left2 = values[at + 1];
    let left3 = values[at + 2];
    let right0 = left2;
    let right1 = left3;
    let right2 = values[at + 3];
    let sum0 = centre * left1;
    let sum1 = centre * left2;
    let sum2 = centre * left3;
    let sum3 = centre * right2;
    for (let k = 1; k <= radius; k++) {
      const weight = kernel[radius + k];
      const left0 = values[at - k];
      const right3 = values[at + 3 + k];
      sum0 += weight * (left0 + right0);
      sum1 += weight * (left1 + right1);
      sum2 += weight * (left2 + right2);
      sum3 += weight * (left3 + right3);
      left3 = left2;
      left2 = left1;
      left1 = left0;
      right0 = right1;
      right1 = right2;
      right2 = right3;
    }
    sums[x] = sum0;
    sums[x + 1] = sum1;
    sums[x + 2] = sum2;
    sums[x + 3] = sum3;
  }
}

/** Correlates with a kernel given by its taps; edges are repeated. A symmetric kernel's convolution. */
export function convolveTaps(values: Float32Array, width: number, height: number, taps: Taps): Float32Array {
  const reach = Math.max(...taps.across.map(Math.abs), 0);
  const wide = width + 2 * reach;
  // A few more, so that the last sums of a row may be eight where fewer are wanted.
  const padded = new Float64Array(wide * height + 7);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * width, y * wide];
    padded.fill(values[from], to, to + reach);
    padded.set(values.subarray(from, from + width), to + reach);
    padded.fill(values[from + width - 1], to + reach + width, to + wide);
  }
  const out = new Float32Array(values.length);
  const sums = new Float64Array(width + 7);
  const weights = Float64Array.from(taps.weight);
  const from = new Int32Array(weights.length);
  for (let y = 0; y < height; y++) {
    for (let t = 0; t < from.length; t++) {
      const row = Math.min(height - 1, Math.max(0, y + taps.down[t]));
      from[t] = row * wide + reach + taps.across[t];
    }
    sumEights(padded, from, weights, sums, width);
    out.set(sums.subarray(0, width), y * width);
  }
  return out;
}

/** Eight sums at a time, so that they stay in registers: bound by the multiplications and additions of the taps. */
function sumEights(
  values: Float64Array,
  from: Int32Array,
  weights: Float64Array,
  sums: Float64Array,
  width: number,
): void {
  for (let x = 0; x < width; x += 8) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let t = 0; t < weights.length; t++) {
      const weight = weights[t];
      const at = from[t] + x;
      a += weight * values[at];
      b += weight * values[at + 1];
      c += weight * values[at + 2];
      d += weight * values[at + 3];
      e += weight * values[at + 4];
      f += weight * values[at + 5];
      g += weight * values[at + 6];
      h += weight * values[at + 7];
    }
    sums[x] = a;
    sums[x + 1] = b;
    sums[x + 2] = c;
    sums[x + 3] = d;
    sums[x + 4] = e;
    sums[x + 5] = f;
    sums[x + 6] = g;
    sums[x + 7] = h;
  }
}
