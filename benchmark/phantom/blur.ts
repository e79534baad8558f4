import { portableExp } from "./portableMath.js";

/** Separable Gaussian blur, edges repeated. @param sigma standard deviation, pixels */
export function gaussianBlur(
  image: Float32Array,
  columns: number,
  rows: number,
  sigma: number,
): Float32Array {
  const radius = Math.ceil(2.5 * sigma);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    portableExp((-(i - radius) * (i - radius)) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  for (let i = 0; i < kernel.length; i++) kernel[i] /= sum;
  const across = new Float32Array(image.length);
  const line = new Float64Array(columns + 2 * radius);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let i = 0; i < line.length; i++)
      line[i] = image[start + Math.min(columns - 1, Math.max(0, i - radius))];
    for (let column = 0; column < columns; column++) {
      let value = 0;
      for (let k = 0; k < kernel.length; k++) value += kernel[k] * line[column + k];
      across[start + column] = value;
    }
  }
  const result = new Float32Array(image.length);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < kernel.length; k++) {
      const weight = kernel[k];
      const from = Math.min(rows - 1, Math.max(0, row + k - radius)) * columns;
      const to = row * columns;
      for (let column = 0; column < columns; column++) result[to + column] += weight * across[from + column];
    }
  }
  return result;
}

/**
 * A broad blur, for scatter and for the low band of image processing: block means, blurred, and
 * interpolated back. @param sigma standard deviation, pixels (more than 8)
 */
export function broadBlur(image: Float32Array, columns: number, rows: number, sigma: number): Float32Array {
  const block = 8;
  const across = Math.ceil(columns / block);
  const down = Math.ceil(rows / block);
  const small = new Float32Array(across * down);
  for (let j = 0; j < down; j++) {
    for (let i = 0; i < across; i++) {
      let sum = 0;
      let count = 0;
      for (let y = j * block; y < Math.min(rows, (j + 1) * block); y++) {
        for (let x = i * block; x < Math.min(columns, (i + 1) * block); x++) {
          sum += image[y * columns + x];
          count++;
        }
      }
      small[j * across + i] = sum / count;
    }
  }
  const blurred = gaussianBlur(small, across, down, sigma / block);
  return enlarge(blurred, across, down, block, columns, rows);
}

/** Bilinear enlargement of block means to pixels. */
function enlarge(
  small: Float32Array,
  across: number,
  down: number,
  block: number,
  columns: number,
  rows: number,
): Float32Array {
  const place = (pixel: number, n: number) => Math.min(n - 1, Math.max(0, (pixel + 0.5) / block - 0.5));
  const cells = Int32Array.from({ length: columns }, (_, x) =>
    Math.min(across - 2, Math.floor(place(x, across))),
  );
  const parts = Float64Array.from({ length: columns }, (_, x) => place(x, across) - cells[x]);
  const blended = new Float64Array(across);
  const result = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const j = Math.min(down - 2, Math.floor(place(y, down)));
    const part = place(y, down) - j;
    for (let i = 0; i < across; i++) {
      const top = small[j * across + i];
      blended[i] = top + (small[(j + 1) * across + i] - top) * part;
    }
    for (let x = 0; x < columns; x++) {
      const left = blended[cells[x]];
      result[y * columns + x] = left + (blended[cells[x] + 1] - left) * parts[x];
    }
  }
  return result;
}
