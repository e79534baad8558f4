/** Steps to the eight neighbours and their lengths. */
const steps = [
  [-1, 0, 1],
  [0, -1, 1],
  [-1, -1, Math.SQRT2],
  [1, -1, Math.SQRT2],
] as const;

/**
 * Distance of every cell from the edge of a mask, in cells: above 0 inside, below 0 outside, ± ½ along the
 * edge. Chamfer distance with steps of 1 and √2 (Borgefors 1986), within 8 % of the straight one.
 */
export function signedDistance(mask: Uint8Array, columns: number, rows: number): Float32Array {
  const outside = distanceFrom(mask, columns, rows);
  const inside = distanceFrom(
    mask.map((cell) => 1 - cell),
    columns,
    rows,
  );
  return inside.map((distance, i) => (mask[i] ? distance - 0.5 : 0.5 - outside[i]));
}

/** Distance to the nearest cell of the mask, 0 within it; without any, farther than the grid is large. */
function distanceFrom(mask: Uint8Array, columns: number, rows: number): Float32Array {
  const distance = Float32Array.from(mask, (cell) => (cell ? 0 : columns + rows));
  for (const way of [1, -1])
    for (let i = 0; i < mask.length; i++) {
      const at = way > 0 ? i : mask.length - 1 - i;
      const [x, y] = [at % columns, Math.floor(at / columns)];
      for (const [dx, dy, length] of steps) {
        const [u, v] = [x + way * dx, y + way * dy];
        if (u < 0 || v < 0 || u >= columns || v >= rows) continue;
        distance[at] = Math.min(distance[at], distance[v * columns + u] + length);
      }
    }
  return distance;
}
