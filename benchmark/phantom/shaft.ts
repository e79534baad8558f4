import type { Canvas } from "./canvas.js";
import { bandFactor, clippedLength, compileBand, compileClips } from "./clips.js";
import { type Affine, localRays, type Projection, pixelBox } from "./geometry.js";
import { TILE, TRABECULAE } from "./texture.js";
import { length as norm, type Placement, type Vector } from "./vector.js";

/**
 * A long bone: a stack of elliptical sections along its own y, each with a cortical shell.
 * Table of [centre x, centre z, half-width x, half-depth z, cortex] every `step` mm from `start`.
 */
export interface Profile {
  readonly start: number;
  readonly step: number;
  readonly sections: Float64Array;
}

/** Keeps the bone where offset + n·p + bend.x·x² + bend.z·z² ≥ 0 (p in the bone's axes, mm). */
export interface Clip {
  readonly offset: number;
  readonly normal: Vector;
  readonly bend?: readonly [number, number];
  /** Thickness of the bone plate under the surface, mm (0: a broken surface). */
  readonly plate: number;
  /** Random waviness of the surface across the image, mm (see `roughLine`). */
  readonly rough?: Float32Array;
}

/** A layer of other density: factor 1 + amplitude · bump(distance from the plane offset + n·p = 0). */
export interface Band {
  readonly offset: number;
  readonly normal: Vector;
  /** Half-width at which the bump has fallen to 56 %, mm. */
  readonly width: number;
  readonly amplitude: number;
  readonly rough?: Float32Array;
}

export interface Shaft {
  readonly placement: Placement;
  readonly profile: Profile;
  readonly clips: readonly Clip[];
  /** Heights outside which the clips leave nothing, to save time. */
  readonly span?: readonly [number, number];
  readonly bands: readonly Band[];
  /** Attenuation per mm of shell and core, and of the tissue that the whole displaces. */
  readonly shell: number;
  readonly core: number;
  readonly displaced: number;
  /** Contrast of the trabecular texture in core and shell, and where on the texture this bone lies. */
  readonly texture: number;
  readonly shellTexture: number;
  readonly textureAt: readonly [number, number];
  /** Share of the canvas's waviness that the outline takes. */
  readonly waviness: number;
}

const STRIDE = 8;

/**
 * Adds a shaft's attenuation, less that of the soft tissue it displaces, to the canvas. Chord of an
 * ellipse with half-axes a, b seen under θ at offset w: 2 (ab/W) √(1 − w²/W²), W² = a²cos²θ + b²sin²θ.
 * A tilt of the ray along the axis moves the clips exactly and the section by that of the mid-chord.
 */
export function drawShaft(canvas: Canvas, view: Projection, shaft: Shaft): void {
  const rays = localRays(view, shaft.placement);
  const across = norm([rays.ray[0], 0, rays.ray[2]]);
  const [dx, dz] = [rays.ray[0] / across, rays.ray[2] / across];
  const slope = rays.ray[1] / across;
  const u = affine((v) => v[0] * dz - v[2] * dx, rays);
  const y = affine((v) => v[1] - slope * (v[0] * dx + v[2] * dz), rays);
  const { profile } = shaft;
  const count = profile.sections.length / 5;
  const table = project(profile.sections, dx, dz);
  const end = profile.start + (count - 1) * profile.step;
  let [uMin, uMax] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    uMin = Math.min(uMin, table[i * STRIDE] - table[i * STRIDE + 2]);
    uMax = Math.max(uMax, table[i * STRIDE] + table[i * STRIDE + 2]);
  }
  const box = pixelBox(view, u, y, [
    uMin - 1,
    uMax + 1,
    Math.max(profile.start, shaft.span?.[0] ?? -Infinity),
    Math.min(end, shaft.span?.[1] ?? Infinity),
  ]);
  const { tau, warpU, warpV } = canvas;
  // Read once: shafts differ in shape, and property look-ups in the loop would cost more than the arithmetic.
  const { waviness, shell, core, displaced, texture, shellTexture } = shaft;
  const [textureX, textureY] = shaft.textureAt;
  const { start, step } = profile;
  const { columns } = view;
  const { at: uAt, perColumn: uColumn, perRow: uRow } = u;
  const { at: yAt, perColumn: yColumn, perRow: yRow } = y;
  const textured = texture > 0 || shellTexture > 0;
  const clips = compileClips(shaft.clips, dx, dz, slope);
  const bands = shaft.bands.map((band) => compileBand(band, dx, dz, slope));
  for (let row = box[2]; row <= box[3]; row++) {
    for (let column = box[0]; column <= box[1]; column++) {
      const pixel = row * columns + column;
      const pu = uAt + uColumn * column + uRow * row + warpU[pixel] * waviness;
      const py = yAt + yColumn * column + yRow * row + warpV[pixel] * waviness;
      const place = (py - start) / step;
      const section = Math.floor(place);
      if (section < 0 || section >= count - 1) continue;
      const f = place - section;
      const k = section * STRIDE;
      const w = pu - mix(table, k, f);
      const wide = w / mix(table, k + 2, f);
      if (wide >= 1 || wide <= -1) continue;
      const centre = mix(table, k + 1, f);
      const middle = centre + w * mix(table, k + 4, f);
      const half = mix(table, k + 3, f) * Math.sqrt(1 - wide * wide);
      const outer = clippedLength(clips, middle - half, middle + half, false, pu, py);
      if (outer <= 0) continue;
      const wideInner = w / mix(table, k + 5, f);
      let inner = 0;
      if (wideInner < 1 && wideInner > -1) {
        const middleInner = centre + w * mix(table, k + 7, f);
        const halfInner = mix(table, k + 6, f) * Math.sqrt(1 - wideInner * wideInner);
        inner = clippedLength(clips, middleInner - halfInner, middleInner + halfInner, true, pu, py);
        if (inner > outer) inner = outer;
      }
      let factor = 1;
      for (let i = 0; i < bands.length; i++) factor *= bandFactor(bands[i], pu, py, middle, half);
      let grain = 0;
      if (textured) {
        const tx = (pu * 7 + textureX) & (TILE - 1);
        const ty = (py * 3.2 + textureY) & (TILE - 1);
        grain = TRABECULAE[ty * TILE + tx];
      }
      tau[pixel] +=
        ((outer - inner) * shell * (0.5 + 0.5 * factor) * (1 + shellTexture * grain) +
          inner * core * factor * (1 + texture * grain) -
          outer * displaced) /
        across;
    }
  }
}

/** The table's value between one section and the next. */
function mix(table: Float64Array, k: number, f: number): number {
  return table[k] + (table[k + STRIDE] - table[k]) * f;
}

/** Per section: centre across and along the ray, then W, ab/W and mid-chord slope of outer and inner ellipse. */
function project(sections: Float64Array, dx: number, dz: number): Float64Array {
  const count = sections.length / 5;
  const table = new Float64Array(count * STRIDE);
  for (let i = 0; i < count; i++) {
    const [cx, cz, a, b, t] = sections.subarray(i * 5, i * 5 + 5);
    table[i * STRIDE + 5] = 1e-9;
    table.set([cx * dz - cz * dx, cx * dx + cz * dz], i * STRIDE);
    table.set(ellipse(a, b, dx, dz), i * STRIDE + 2);
    if (a > t && b > t) table.set(ellipse(a - t, b - t, dx, dz), i * STRIDE + 5);
  }
  return table;
}

function ellipse(a: number, b: number, dx: number, dz: number): [number, number, number] {
  const w2 = a * a * dz * dz + b * b * dx * dx;
  const w = Math.sqrt(w2);
  return [w, (a * b) / w, (dx * dz * (a * a - b * b)) / w2];
}

function affine(
  part: (v: Vector) => number,
  rays: Pick<Projection, "corner" | "perColumn" | "perRow">,
): Affine {
  return { at: part(rays.corner), perColumn: part(rays.perColumn), perRow: part(rays.perRow) };
}
