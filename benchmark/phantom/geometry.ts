import { cosDegrees, type Placement, sinDegrees, toLocal, toLocalDirection, type Vector } from "./vector.js";

/** Where the parallel rays of one radiograph run, in the world's millimetres. */
export interface Projection {
  readonly columns: number;
  readonly rows: number;
  /** mm per pixel. */
  readonly spacing: number;
  /** Direction of all rays. */
  readonly ray: Vector;
  /** A point on the ray of pixel (0, 0), and the steps to the next column and row. */
  readonly corner: Vector;
  readonly perColumn: Vector;
  readonly perRow: Vector;
}

/**
 * A projection along a direction in the x–z plane.
 * @param angle turn about the arm's axis, degrees: 0 looks from palm to back (PA), 90 across (LAT)
 * @param roll turn of the arm in the image, degrees
 * @param mirrored columns run from the thumb's (PA) or the dorsal (LAT) side instead of towards it
 * @param centre world point in the middle of the image
 */
export function projection(
  columns: number,
  rows: number,
  spacing: number,
  angle: number,
  roll: number,
  mirrored: boolean,
  centre: Vector,
): Projection {
  const across: Vector = [cosDegrees(angle), 0, sinDegrees(angle)];
  const [c, s] = [cosDegrees(roll), sinDegrees(roll)];
  const flip = mirrored ? -1 : 1;
  const direction = (right: number, up: number): Vector => [
    right * across[0] * flip * spacing,
    up * spacing,
    right * across[2] * flip * spacing,
  ];
  const perColumn = direction(c, s);
  const perRow = direction(s, -c);
  const middle = (i: number): number =>
    centre[i] - (perColumn[i] * (columns - 1)) / 2 - (perRow[i] * (rows - 1)) / 2;
  return {
    columns,
    rows,
    spacing,
    ray: [-sinDegrees(angle), 0, cosDegrees(angle)],
    corner: [middle(0), middle(1), middle(2)],
    perColumn,
    perRow,
  };
}

/** Column and row (fractions) at which a world point is seen. */
export function pixelOf(view: Projection, point: Vector): [number, number] {
  const d = [0, 1, 2].map((i) => point[i] - view.corner[i]);
  const along = (step: Vector) =>
    (d[0] * step[0] + d[1] * step[1] + d[2] * step[2]) / (view.spacing * view.spacing);
  return [along(view.perColumn), along(view.perRow)];
}

/** The view's rays in the axes of a placed body: the same affine form. */
export function localRays(
  view: Projection,
  p: Placement,
): Pick<Projection, "ray" | "corner" | "perColumn" | "perRow"> {
  return {
    ray: toLocalDirection(p, view.ray),
    corner: toLocal(p, view.corner),
    perColumn: toLocalDirection(p, view.perColumn),
    perRow: toLocalDirection(p, view.perRow),
  };
}

/** A value that is affine in column and row. */
export interface Affine {
  readonly at: number;
  readonly perColumn: number;
  readonly perRow: number;
}

/** Columns and rows (inclusive) that can meet a box u0…u1 × v0…v1, u and v affine in the pixel. */
export function pixelBox(
  view: Projection,
  u: Affine,
  v: Affine,
  box: readonly [number, number, number, number],
): [number, number, number, number] {
  const determinant = u.perColumn * v.perRow - u.perRow * v.perColumn;
  let [c0, c1, r0, r1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const cornerU of [box[0], box[1]]) {
    for (const cornerV of [box[2], box[3]]) {
      const [du, dv] = [cornerU - u.at, cornerV - v.at];
      const column = (du * v.perRow - u.perRow * dv) / determinant;
      const row = (u.perColumn * dv - du * v.perColumn) / determinant;
      c0 = Math.min(c0, column);
      c1 = Math.max(c1, column);
      r0 = Math.min(r0, row);
      r1 = Math.max(r1, row);
    }
  }
  return [
    Math.max(0, Math.floor(c0)),
    Math.min(view.columns - 1, Math.ceil(c1)),
    Math.max(0, Math.floor(r0)),
    Math.min(view.rows - 1, Math.ceil(r1)),
  ];
}
