import type { Projection } from "./geometry.js";
import type { Ellipsoid, Solid } from "./solid.js";
import { dot, type Vector } from "./vector.js";

type Rays = Pick<Projection, "ray" | "corner" | "perColumn" | "perRow">;

const QUADRIC = 13;
const PLANE = 4;

/** A solid made ready for one view: its surfaces as affine functions of column and row. */
export interface CompiledSolid {
  readonly empty: boolean;
  /** Body, then hollows: scaled origin (3), steps per column (3) and row (3), ray (3), squared ray. */
  readonly quadrics: Float64Array;
  /** Facets: distance left at the corner, per column, per row, and its loss along the ray. */
  readonly planes: Float64Array;
}

/**
 * Prepares chord lengths of a solid with its surface moved inwards.
 * @param rays the view in the solid's axes
 * @param inset mm
 */
export function compileSolid(
  solid: Pick<Solid, "body" | "facets" | "hollows">,
  rays: Rays,
  inset: number,
): CompiledSolid {
  const ellipsoids: [Ellipsoid, number][] = [
    [solid.body, -inset],
    ...solid.hollows.map((h): [Ellipsoid, number] => [h, inset]),
  ];
  const quadrics = new Float64Array(ellipsoids.length * QUADRIC);
  ellipsoids.forEach(([{ centre, half }, by], n) => {
    let squared = 0;
    for (let i = 0; i < 3; i++) {
      const h = half[i] + by;
      const at = n * QUADRIC + i;
      quadrics[at] = (rays.corner[i] - centre[i]) / h;
      quadrics[at + 3] = rays.perColumn[i] / h;
      quadrics[at + 6] = rays.perRow[i] / h;
      quadrics[at + 9] = rays.ray[i] / h;
      squared += quadrics[at + 9] * quadrics[at + 9];
    }
    quadrics[n * QUADRIC + 12] = squared;
  });
  const planes = new Float64Array(solid.facets.length * PLANE);
  solid.facets.forEach(({ normal, distance }, n) => {
    planes.set(
      [
        distance - inset - dot(normal, rays.corner),
        -dot(normal, rays.perColumn),
        -dot(normal, rays.perRow),
        dot(normal, rays.ray),
      ],
      n * PLANE,
    );
  });
  return { empty: solid.body.half.some((h) => h <= inset), quadrics, planes };
}

let enter = 0;
let leave = 0;

/** Length of the ray of a pixel (fractions allowed) inside a compiled solid, mm. */
export function chordLength(solid: CompiledSolid, column: number, row: number): number {
  const { quadrics, planes } = solid;
  if (solid.empty || !meet(quadrics, 0, column, row)) return 0;
  let low = enter;
  let high = leave;
  for (let k = 0; k < planes.length; k += PLANE) {
    const rest = planes[k] + planes[k + 1] * column + planes[k + 2] * row;
    const rate = planes[k + 3];
    if (rate > 1e-9) {
      if (rest < high * rate) high = rest / rate;
    } else if (rate < -1e-9) {
      if (rest < low * rate) low = rest / rate;
    } else if (rest < 0) return 0;
    if (high <= low) return 0;
  }
  let lost = 0;
  for (let k = QUADRIC; k < quadrics.length; k += QUADRIC) {
    if (meet(quadrics, k, column, row)) {
      const overlap = (high < leave ? high : leave) - (low > enter ? low : enter);
      if (overlap > 0) lost += overlap;
    }
  }
  return high - low - lost;
}

/** Half-widths of the body's shadow along the image's columns and rows, mm. */
export function shadow(body: Ellipsoid, rays: Rays, spacing: number): [number, number] {
  const along = (step: Vector) => {
    let sum = 0;
    for (let i = 0; i < 3; i++) sum += (body.half[i] * step[i]) ** 2;
    return Math.sqrt(sum) / spacing;
  };
  return [along(rays.perColumn), along(rays.perRow)];
}

/** Where the ray enters and leaves an ellipsoid, in `enter` and `leave`. */
function meet(q: Float64Array, k: number, column: number, row: number): boolean {
  const x = q[k] + q[k + 3] * column + q[k + 6] * row;
  const y = q[k + 1] + q[k + 4] * column + q[k + 7] * row;
  const z = q[k + 2] + q[k + 5] * column + q[k + 8] * row;
  const a = q[k + 12];
  const b = x * q[k + 9] + y * q[k + 10] + z * q[k + 11];
  const root = b * b - a * (x * x + y * y + z * z - 1);
  if (root <= 0) return false;
  const r = Math.sqrt(root);
  enter = (-b - r) / a;
  leave = (-b + r) / a;
  return true;
}
