import type { Canvas } from "./canvas.js";
import { chordLength, compileSolid, shadow } from "./chord.js";
import { localRays, type Projection, pixelOf } from "./geometry.js";
import { TILE, TRABECULAE } from "./texture.js";
import { type Placement, toWorld, type Vector } from "./vector.js";

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
  const outside = compileSolid(solid, rays, 0);
  const inside = compileSolid(solid, rays, solid.shell);
  const { tau, warpU, warpV } = canvas;
  const [reachU, reachV] = shadow(solid.body, rays, view.spacing);
  const [c, r] = pixelOf(view, toWorld(solid.placement, solid.body.centre));
  const margin = solid.waviness + 0.5;
  const [left, right] = reach(c, (reachU + margin) / view.spacing, view.columns);
  const [top, bottom] = reach(r, (reachV + margin) / view.spacing, view.rows);
  const wave = solid.waviness / view.spacing;
  const grains = [7 * view.spacing, 6 * view.spacing];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const pixel = row * view.columns + column;
      const u = column + warpU[pixel] * wave;
      const v = row + warpV[pixel] * wave;
      const outer = chordLength(outside, u, v);
      if (outer <= 0) continue;
      let core = solid.shell > 0 ? chordLength(inside, u, v) : 0;
      if (core > outer) core = outer;
      const tx = (u * grains[0] + solid.textureAt[0]) & (TILE - 1);
      const ty = (v * grains[1] + solid.textureAt[1]) & (TILE - 1);
      const grain = 1 + solid.texture * TRABECULAE[ty * TILE + tx];
      tau[pixel] += (outer - core) * solid.shellExcess + core * solid.coreExcess * grain;
    }
  }
}

function reach(centre: number, half: number, n: number): [number, number] {
  return [Math.max(0, Math.floor(centre - half)), Math.min(n - 1, Math.ceil(centre + half))];
}
