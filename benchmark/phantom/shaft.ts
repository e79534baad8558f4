import type { Canvas } from "./canvas.js";
import { type Affine, localRays, type Projection, pixelBox } from "./geometry.js";
import { ROUGH_POINTS, TILE, TRABECULAE } from "./texture.js";
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
  const box = pixelBox(view, u, y, [uMin - 1, uMax + 1, profile.start, end]);
  const { tau, warpU, warpV } = canvas;
  const chords = { outer: 0, inner: 0, middle: 0, half: 0 };
  for (let row = box[2]; row <= box[3]; row++) {
    for (let column = box[0]; column <= box[1]; column++) {
      const pixel = row * view.columns + column;
      const pu = u.at + u.perColumn * column + u.perRow * row + warpU[pixel] * shaft.waviness;
      const py = y.at + y.perColumn * column + y.perRow * row + warpV[pixel] * shaft.waviness;
      const place = (py - profile.start) / profile.step;
      const section = Math.floor(place);
      if (section < 0 || section >= count - 1) continue;
      if (!cut(chords, table, section, place - section, shaft.clips, pu, py, dx, dz, slope)) continue;
      let factor = 1;
      for (const band of shaft.bands) factor *= bandFactor(band, chords, pu, py, dx, dz, slope);
      const shell = chords.outer - chords.inner;
      const tx = (pu * 7 + shaft.textureAt[0]) & (TILE - 1);
      const ty = (py * 3.2 + shaft.textureAt[1]) & (TILE - 1);
      const grain = TRABECULAE[ty * TILE + tx];
      tau[pixel] +=
        (shell * shaft.shell * (0.5 + 0.5 * factor) * (1 + shaft.shellTexture * grain) +
          chords.inner * shaft.core * factor * (1 + shaft.texture * grain) -
          chords.outer * shaft.displaced) /
        across;
    }
  }
}

/** Outer and inner chord at a pixel after the clips; false where the ray misses the bone. */
function cut(
  chords: { outer: number; inner: number; middle: number; half: number },
  table: Float64Array,
  section: number,
  f: number,
  clips: readonly Clip[],
  pu: number,
  py: number,
  dx: number,
  dz: number,
  slope: number,
): boolean {
  const k = section * STRIDE;
  const at = (i: number) => table[k + i] + (table[k + STRIDE + i] - table[k + i]) * f;
  const w = pu - at(0);
  const wide = at(2);
  const rest = 1 - (w / wide) * (w / wide);
  if (rest <= 0) return false;
  const middle = at(1) + w * at(4);
  const half = at(3) * Math.sqrt(rest);
  chords.outer = clippedLength(middle - half, middle + half, clips, false, pu, py, dx, dz, slope);
  if (chords.outer <= 0) return false;
  chords.middle = middle;
  chords.half = half;
  const wideInner = at(5);
  const restInner = wideInner > 0 ? 1 - (w / wideInner) * (w / wideInner) : 0;
  chords.inner = 0;
  if (restInner > 0) {
    const halfInner = at(6) * Math.sqrt(restInner);
    const middleInner = at(1) + w * at(7);
    chords.inner = clippedLength(
      middleInner - halfInner,
      middleInner + halfInner,
      clips,
      true,
      pu,
      py,
      dx,
      dz,
      slope,
    );
    if (chords.inner > chords.outer) chords.inner = chords.outer;
  }
  return true;
}

/** Length of s1 … s2 on the ray that all clips keep; each is at most quadratic in s. */
function clippedLength(
  s1: number,
  s2: number,
  clips: readonly Clip[],
  inner: boolean,
  pu: number,
  py: number,
  dx: number,
  dz: number,
  slope: number,
): number {
  let low = s1;
  let high = s2;
  let lost = 0;
  for (let i = 0; i < clips.length; i++) {
    const { offset, normal, bend, plate, rough } = clips[i];
    const [x0, z0] = [pu * dz, -pu * dx];
    let c = offset + normal[0] * x0 + normal[1] * py + normal[2] * z0;
    let b = normal[0] * dx + normal[1] * slope + normal[2] * dz;
    let a = 0;
    if (inner) c -= plate;
    if (rough) c += roughAt(rough, pu);
    if (bend) {
      c += bend[0] * x0 * x0 + bend[1] * z0 * z0;
      b += 2 * (bend[0] * x0 * dx + bend[1] * z0 * dz);
      a = bend[0] * dx * dx + bend[1] * dz * dz;
    }
    if (a < 1e-7 && a > -1e-7) {
      if (b < 1e-9 && b > -1e-9) {
        if (c < 0) return 0;
      } else if (b > 0) low = Math.max(low, -c / b);
      else high = Math.min(high, -c / b);
    } else {
      const root = b * b - 4 * a * c;
      if (root > 0) {
        const r = Math.sqrt(root);
        const t1 = a > 0 ? (-b - r) / (2 * a) : (-b + r) / (2 * a);
        const t2 = a > 0 ? (-b + r) / (2 * a) : (-b - r) / (2 * a);
        if (a < 0) {
          low = Math.max(low, t1);
          high = Math.min(high, t2);
        } else lost += Math.max(0, Math.min(high, t2) - Math.max(low, t1));
      } else if (a < 0) return 0;
    }
    if (high <= low) return 0;
  }
  return high - low - lost;
}

function bandFactor(
  band: Band,
  chords: { middle: number; half: number },
  pu: number,
  py: number,
  dx: number,
  dz: number,
  slope: number,
): number {
  const n = band.normal;
  const s = chords.middle;
  let d = band.offset + n[0] * (pu * dz + s * dx) + n[1] * (py + slope * s) + n[2] * (s * dz - pu * dx);
  if (band.rough) d += roughAt(band.rough, pu);
  // A layer seen obliquely is smeared over the chord: wider and fainter.
  const smear = (n[0] * dx + n[1] * slope + n[2] * dz) * chords.half;
  const width = Math.sqrt(band.width * band.width + (smear * smear) / 3);
  const t = 1 - (d * d) / (4 * width * width);
  return t <= 0 ? 1 : 1 + ((band.amplitude * band.width) / width) * t * t;
}

function roughAt(rough: Float32Array, u: number): number {
  const place = Math.min(ROUGH_POINTS - 1.001, Math.max(0, u * 2 + 64));
  const i = Math.floor(place);
  return rough[i] + (rough[i + 1] - rough[i]) * (place - i);
}

/** Per section: centre across and along the ray, then W, ab/W and mid-chord slope of outer and inner ellipse. */
function project(sections: Float64Array, dx: number, dz: number): Float64Array {
  const count = sections.length / 5;
  const table = new Float64Array(count * STRIDE);
  for (let i = 0; i < count; i++) {
    const [cx, cz, a, b, t] = sections.subarray(i * 5, i * 5 + 5);
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
