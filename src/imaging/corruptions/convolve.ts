import type { Taps } from "./blurKernel.js";

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
  const middle = new Float32Array(values.length);
  const radius = across.length >> 1;
  const line = new Float32Array(width + 2 * radius);
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    line.fill(values[start], 0, radius);
    line.set(values.subarray(start, start + width), radius);
    line.fill(values[start + width - 1], radius + width);
    const centre = across[radius];
    for (let x = 0; x < width; x++) sums[x] = centre * line[x + radius];
    for (let k = 1; k <= radius; k++) addPair(sums, line, radius - k, line, radius + k, across[radius + k]);
    middle.set(sums, start);
  }
  return convolveDown(middle, width, height, down);
}

function convolveDown(
  values: Float32Array,
  width: number,
  height: number,
  kernel: Float64Array,
): Float32Array {
  const out = new Float32Array(values.length);
  const radius = kernel.length >> 1;
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const centre = kernel[radius];
    const start = y * width;
    for (let x = 0; x < width; x++) sums[x] = centre * values[start + x];
    for (let k = 1; k <= radius; k++) {
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      addPair(sums, values, above, values, below, kernel[radius + k]);
    }
    out.set(sums, start);
  }
  return out;
}

function addPair(
  sums: Float64Array,
  one: Float32Array,
  oneFrom: number,
  other: Float32Array,
  otherFrom: number,
  weight: number,
): void {
  for (let x = 0; x < sums.length; x++) sums[x] += weight * (one[oneFrom + x] + other[otherFrom + x]);
}

/** Correlates with a kernel given by its taps; edges are repeated. A symmetric kernel's convolution. */
export function convolveTaps(values: Float32Array, width: number, height: number, taps: Taps): Float32Array {
  const reach = Math.max(...taps.across.map(Math.abs), 0);
  const wide = width + 2 * reach;
  const padded = new Float32Array(wide * height);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * width, y * wide];
    padded.fill(values[from], to, to + reach);
    padded.set(values.subarray(from, from + width), to + reach);
    padded.fill(values[from + width - 1], to + reach + width, to + wide);
  }
  const out = new Float32Array(values.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    taps.weight.forEach((weight, t) => {
      const row = Math.min(height - 1, Math.max(0, y + taps.down[t]));
      addRow(sums, padded, row * wide + reach + taps.across[t], weight);
    });
    out.set(sums, y * width);
  }
  return out;
}

function addRow(sums: Float64Array, values: Float32Array, from: number, weight: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] += weight * values[from + x];
}
