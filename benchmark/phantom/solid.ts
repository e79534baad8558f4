import type { Canvas } from "./canvas.js";
import { localRays, type Projection, pixelBox } from "./geometry.js";
import { TILE, TRABECULAE } from "./texture.js";
import { dot, length as norm, type Placement, type Vector } from "./vector.js";

/** An ellipsoid with half-axes along its body's x, y, z, mm. */
export interface Ellipsoid {
  readonly centre: Vector;
  readonly half: Vector;
}

/** Keeps the body where normal · p ≤ distance (unit normal, mm). */
export interface Facet {
  readonly normal: Vector;
  readonly distance: number;
}

/** A short bone or other convex thing: an ellipsoid cut by facets, less hollows, with a dense shell. */
export interface Solid {
  readonly placement: Placement;
  readonly body: Ellipsoid;
  readonly facets: readonly Facet[];
  readonly hollows: readonly Ellipsoid[];
  /** Thickness of the shell, mm; 0 for a homogeneous thing. */
  readonly shell: number;
  /** Attenuation of shell and core per mm, each less that of the tissue displaced. */
  readonly shellExcess: number;
  readonly coreExcess: number;
  readonly texture: number;
  readonly textureAt: readonly [number, number];
  /** Share of the canvas's waviness that its outline takes: 1 bone, 0 metal. */
  readonly waviness: number;
}

/** Adds a solid's attenuation to the canvas: chord lengths of quadrics and half-spaces, exact in any direction. */
export function drawSolid(canvas: Canvas, view: Projection, solid: Solid): void {
  const rays = localRays(view, solid.placement);
  const { tau, warpU, warpV } = canvas;
  const reach = norm(solid.body.half);
  const [uAxis, vAxis] = [direction(view.perColumn), direction(view.perRow)];
  const at = solid.placement.rotation.map(
    (r, i) => dot(r, solid.body.centre) + solid.placement.origin[i] - view.corner[i],
  );
  const seen: Vector = [at[0], at[1], at[2]];
  const [centreU, centreV] = [dot(seen, uAxis), dot(seen, vAxis)];
  const box = pixelBox(
    view,
    { at: 0, perColumn: view.spacing, perRow: 0 },
    { at: 0, perColumn: 0, perRow: view.spacing },
    [centreU - reach - 1, centreU + reach + 1, centreV - reach - 1, centreV + reach + 1],
  );
  const hasCore = solid.shell > 0;
  const point: [number, number, number] = [0, 0, 0];
  for (let row = box[2]; row <= box[3]; row++) {
    for (let column = box[0]; column <= box[1]; column++) {
      const pixel = row * view.columns + column;
      const c = column + (warpU[pixel] * solid.waviness) / view.spacing;
      const r = row + (warpV[pixel] * solid.waviness) / view.spacing;
      for (let i = 0; i < 3; i++) point[i] = rays.corner[i] + c * rays.perColumn[i] + r * rays.perRow[i];
      const outer = chord(solid, point, rays.ray, 0);
      if (outer <= 0) continue;
      const core = hasCore ? Math.min(outer, chord(solid, point, rays.ray, solid.shell)) : 0;
      const tx = (c * view.spacing * 7 + solid.textureAt[0]) & (TILE - 1);
      const ty = (r * view.spacing * 6 + solid.textureAt[1]) & (TILE - 1);
      const grain = 1 + solid.texture * TRABECULAE[ty * TILE + tx];
      tau[pixel] += (outer - core) * solid.shellExcess + core * solid.coreExcess * grain;
    }
  }
}

/** Length of the ray point + s·ray inside the solid, its surface moved inwards by `inset` mm. */
export function chord(
  solid: Pick<Solid, "body" | "facets" | "hollows">,
  point: Vector,
  ray: Vector,
  inset: number,
): number {
  if (!meet(solid.body, point, ray, -inset)) return 0;
  let low = enter;
  let high = leave;
  for (let i = 0; i < solid.facets.length; i++) {
    const { normal, distance } = solid.facets[i];
    const rest = distance - inset - dot(normal, point);
    const rate = dot(normal, ray);
    if (rate > 1e-9) high = Math.min(high, rest / rate);
    else if (rate < -1e-9) low = Math.max(low, rest / rate);
    else if (rest < 0) return 0;
    if (high <= low) return 0;
  }
  let lost = 0;
  for (let i = 0; i < solid.hollows.length; i++) {
    if (meet(solid.hollows[i], point, ray, inset))
      lost += Math.max(0, Math.min(high, leave) - Math.max(low, enter));
  }
  return high - low - lost;
}

let enter = 0;
let leave = 0;

/** Where the ray enters and leaves an ellipsoid grown by `by` mm, in `enter` and `leave`. */
function meet(e: Ellipsoid, point: Vector, ray: Vector, by: number): boolean {
  let [a, b, c] = [0, 0, -1];
  for (let i = 0; i < 3; i++) {
    const half = e.half[i] + by;
    if (half <= 0) return false;
    const p = (point[i] - e.centre[i]) / half;
    const d = ray[i] / half;
    a += d * d;
    b += p * d;
    c += p * p;
  }
  const root = b * b - a * c;
  if (root <= 0) return false;
  const r = Math.sqrt(root);
  enter = (-b - r) / a;
  leave = (-b + r) / a;
  return true;
}

function direction(v: Vector): Vector {
  const n = norm(v);
  return [v[0] / n, v[1] / n, v[2] / n];
}
