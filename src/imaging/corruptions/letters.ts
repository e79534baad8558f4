export type Letter = "L" | "R";

/** Width of a letter whose height is 1. */
export const letterWidth = 0.66;

/** Half a stroke's width. */
const half = 0.075;

/**
 * Distance of a point from a letter's strokes, below 0 within; all in heights of the letter.
 * @param x 0 at its left edge, `letterWidth` at its right
 * @param y 0 at its top, 1 at its foot
 */
export function fromLetter(letter: Letter, x: number, y: number): number {
  const stem = fromLine(x, y, half, half, half, 1 - half);
  if (letter === "L")
    return Math.min(stem, fromLine(x, y, half, 1 - half, letterWidth - half, 1 - half)) - half;
  const bars = Math.min(fromLine(x, y, half, half, 0.35, half), fromLine(x, y, half, 0.5, 0.35, 0.5));
  const radius = (0.5 - half) / 2;
  const bowl =
    x >= 0.35 ? Math.abs(Math.hypot(x - 0.35, y - half - radius) - radius) : Number.POSITIVE_INFINITY;
  const leg = fromLine(x, y, 0.32, 0.5, letterWidth - half, 1 - half);
  return Math.min(stem, bars, bowl, leg) - half;
}

/** Distance from a straight line between two points. */
export function fromLine(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - at * dx, y - y0 - at * dy);
}
