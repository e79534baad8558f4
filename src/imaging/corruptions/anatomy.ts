import type { GreyImage } from "../image.js";
import { areaAverage } from "./areaAverage.js";
import type { GreyScale } from "./exposure.js";

/** Cells along the image's longer side. */
const cells = 96;
const bins = 64;

/** Where the arm is, on a coarse grid of cells that cover the image. */
export interface Anatomy {
  readonly columns: number;
  readonly rows: number;
  /** Image pixels of a cell. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** 1 where a cell belongs to the arm. */
  readonly arm: Uint8Array;
  /** Mean brightness of the cells: 0 air, 1 dense bone. */
  readonly brightness: Float32Array;
}

/**
 * Finds the arm: cells brighter than Otsu's threshold (IEEE Trans. SMC 1979) that hang together, the largest
 * such piece. Good enough to lay a cast around it and to keep a marker off it, not to measure it.
 */
export function anatomyOf(image: GreyImage, { air, span }: GreyScale): Anatomy {
  const { width, height } = image;
  const shrink = Math.max(1, Math.max(width, height) / cells);
  const columns = Math.max(1, Math.round(width / shrink));
  const rows = Math.max(1, Math.round(height / shrink));
  const brightness = areaAverage(image.pixels, width, height, columns, rows).map((v) =>
    Math.min(1, Math.max(0, (v - air) / span)),
  );
  const threshold = otsu(brightness);
  const arm = largestPiece(
    Uint8Array.from(brightness, (value) => (value > threshold ? 1 : 0)),
    columns,
    rows,
  );
  return { columns, rows, cellWidth: width / columns, cellHeight: height / rows, arm, brightness };
}

/** The threshold between 0 and 1 that parts the values best into two classes. */
export function otsu(values: Float32Array): number {
  const counts = new Float64Array(bins);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(value * bins))]++;
  const total = counts.reduce((sum, count, i) => sum + count * i, 0);
  let [below, sumBelow, best, at] = [0, 0, -1, 0];
  for (let i = 0; i < bins - 1; i++) {
    below += counts[i];
    sumBelow += counts[i] * i;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2;
    if (between > best) [best, at] = [between, i];
  }
  return (at + 1) / bins;
}

function largestPiece(mask: Uint8Array, columns: number, rows: number): Uint8Array {
  const pieces = connectedPieces(mask, columns, rows);
  const out = new Uint8Array(mask.length);
  const largest = pieces.reduce<readonly number[]>(
    (most, piece) => (piece.length > most.length ? piece : most),
    [],
  );
  for (const at of largest) out[at] = 1;
  return out;
}

/** The pieces of a mask, each the positions of pixels that touch along edges or at corners. */
export function connectedPieces(mask: Uint8Array, columns: number, rows: number): number[][] {
  const seen = new Uint8Array(mask.length);
  const pieces: number[][] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    const piece = [start];
    seen[start] = 1;
    for (let next = 0; next < piece.length; next++) {
      const [x, y] = [piece[next] % columns, Math.floor(piece[next] / columns)];
      for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
          const at = v * columns + u;
          if (mask[at] && !seen[at]) {
            seen[at] = 1;
            piece.push(at);
          }
        }
    }
    pieces.push(piece);
  }
  return pieces;
}
