import { Draw } from "./draw.js";

/** Side of the periodic trabecular texture, samples; a power of two. */
export const TILE = 512;

/**
 * A periodic texture of crossing ridges, mean 0, about −1 … 1.5, like the projected network of
 * trabeculae: ridges of value noise at three scales. Fixed: every case looks at another part of it.
 */
export const TRABECULAE: Float32Array = makeTile();

function makeTile(): Float32Array {
  const tile = new Float32Array(TILE * TILE);
  for (const [cell, weight] of [
    [4, 0.4],
    [8, 0.4],
    [16, 0.25],
  ]) {
    const n = TILE / cell;
    const draw = new Draw(20210317, "trabeculae", cell);
    const lattice = Float64Array.from({ length: n * n }, () => draw.between(-1, 1));
    for (let y = 0; y < TILE; y++) {
      const j = Math.floor(y / cell);
      const fy = smooth((y % cell) / cell);
      for (let x = 0; x < TILE; x++) {
        const i = Math.floor(x / cell);
        const fx = smooth((x % cell) / cell);
        const a = lattice[j * n + i];
        const b = lattice[j * n + ((i + 1) % n)];
        const c = lattice[((j + 1) % n) * n + i];
        const d = lattice[((j + 1) % n) * n + ((i + 1) % n)];
        const value = a + (b - a) * fx + (c - a) * fy + (a - b - c + d) * fx * fy;
        tile[y * TILE + x] += weight * (1 - 4 * Math.abs(value));
      }
    }
  }
  let mean = 0;
  for (let i = 0; i < tile.length; i++) mean += tile[i];
  mean /= tile.length;
  for (let i = 0; i < tile.length; i++) tile[i] -= mean;
  return tile;
}

/**
 * A smooth random field over an image: cubic-faded value noise on square cells.
 * @param cell pixels between lattice points
 * @returns row-major, about −amplitude … amplitude
 */
export function smoothField(
  draw: Draw,
  columns: number,
  rows: number,
  cell: number,
  amplitude: number,
): Float32Array {
  const across = Math.ceil(columns / cell) + 2;
  const down = Math.ceil(rows / cell) + 2;
  const lattice = Float64Array.from({ length: across * down }, () => draw.between(-amplitude, amplitude));
  const cells = Int32Array.from({ length: columns }, (_, x) => Math.floor(x / cell));
  const fades = Float64Array.from({ length: columns }, (_, x) => smooth(x / cell - Math.floor(x / cell)));
  const blended = new Float64Array(across);
  const field = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const j = Math.floor(y / cell);
    const fy = smooth(y / cell - j);
    for (let i = 0; i < across; i++) {
      const top = lattice[j * across + i];
      blended[i] = top + (lattice[(j + 1) * across + i] - top) * fy;
    }
    for (let x = 0; x < columns; x++) {
      const left = blended[cells[x]];
      field[y * columns + x] = left + (blended[cells[x] + 1] - left) * fades[x];
    }
  }
  return field;
}

/** A random curve at points ½ mm apart over −32 … 32 mm, about −amplitude … amplitude. */
export function roughLine(draw: Draw, cell: number, amplitude: number): Float32Array {
  return smoothField(draw, ROUGH_POINTS, 1, cell, amplitude);
}

export const ROUGH_POINTS = 129;

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
