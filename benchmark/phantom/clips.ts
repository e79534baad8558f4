import type { Band, Clip } from "./shaft.js";
import { ROUGH_POINTS } from "./texture.js";

/**
 * The planes and curved surfaces that end or part a long bone, made ready for one view. On the ray of
 * a pixel at (u across, y along the bone) each is a + b·s + c·s² ≥ 0 in the depth s; a and b are
 * polynomials of u and y whose coefficients are kept here.
 */
export interface CompiledClips {
  readonly count: number;
  /** Per clip: constant, u, y, u² of a; constant and u of b; c; plate. */
  readonly terms: Float64Array;
  readonly rough: readonly (Float32Array | undefined)[];
}

const TERMS = 8;

/** @param dx, dz depth direction in the bone's x and z; @param slope change of y along it */
export function compileClips(clips: readonly Clip[], dx: number, dz: number, slope: number): CompiledClips {
  const terms = new Float64Array(clips.length * TERMS);
  clips.forEach(({ offset, normal: n, bend = [0, 0], plate }, i) => {
    terms.set(
      [
        offset,
        n[0] * dz - n[2] * dx,
        n[1],
        bend[0] * dz * dz + bend[1] * dx * dx,
        n[0] * dx + n[1] * slope + n[2] * dz,
        2 * dx * dz * (bend[0] - bend[1]),
        bend[0] * dx * dx + bend[1] * dz * dz,
        plate,
      ],
      i * TERMS,
    );
  });
  return { count: clips.length, terms, rough: clips.map((clip) => clip.rough) };
}

/**
 * Length of s1 … s2 that all clips keep.
 * @param inner move each surface inwards by its plate
 */
export function clippedLength(
  clips: CompiledClips,
  s1: number,
  s2: number,
  inner: boolean,
  u: number,
  y: number,
): number {
  const { terms } = clips;
  let low = s1;
  let high = s2;
  let lost = 0;
  for (let i = 0; i < clips.count; i++) {
    const k = i * TERMS;
    const rough = clips.rough[i];
    let a = terms[k] + terms[k + 1] * u + terms[k + 2] * y + terms[k + 3] * u * u;
    if (inner) a -= terms[k + 7];
    if (rough !== undefined) a += roughAt(rough, u);
    const b = terms[k + 4] + terms[k + 5] * u;
    const c = terms[k + 6];
    if (c < 1e-7 && c > -1e-7) {
      if (b > 1e-9) {
        if (-a / b > low) low = -a / b;
      } else if (b < -1e-9) {
        if (-a / b < high) high = -a / b;
      } else if (a < 0) return 0;
    } else {
      const root = b * b - 4 * c * a;
      if (root > 0) {
        const r = Math.sqrt(root);
        const t1 = (-b - (c > 0 ? r : -r)) / (2 * c);
        const t2 = (-b + (c > 0 ? r : -r)) / (2 * c);
        if (c < 0) {
          low = Math.max(low, t1);
          high = Math.min(high, t2);
        } else lost += Math.max(0, Math.min(high, t2) - Math.max(low, t1));
      } else if (c < 0) return 0;
    }
    if (high <= low) return 0;
  }
  return high - low - lost;
}

/** A band's plane for one view: constant, u and y of its distance, its change along the ray, width, amplitude. */
export interface CompiledBand {
  readonly offset: number;
  readonly perU: number;
  readonly perY: number;
  readonly perDepth: number;
  readonly width: number;
  readonly amplitude: number;
  readonly rough: Float32Array | undefined;
}

export function compileBand(band: Band, dx: number, dz: number, slope: number): CompiledBand {
  const n = band.normal;
  return {
    offset: band.offset,
    perU: n[0] * dz - n[2] * dx,
    perY: n[1],
    perDepth: n[0] * dx + n[1] * slope + n[2] * dz,
    width: band.width,
    amplitude: band.amplitude,
    rough: band.rough,
  };
}

/** Density factor of a band on a chord from middle − half to middle + half: smeared where seen obliquely. */
export function bandFactor(band: CompiledBand, u: number, y: number, middle: number, half: number): number {
  let d = band.offset + band.perU * u + band.perY * y + band.perDepth * middle;
  if (band.rough !== undefined) d += roughAt(band.rough, u);
  const smear = band.perDepth * half;
  const square = band.width * band.width + (smear * smear) / 3;
  const t = 1 - (d * d) / (4 * square);
  return t <= 0 ? 1 : 1 + ((band.amplitude * band.width) / Math.sqrt(square)) * t * t;
}

function roughAt(rough: Float32Array, u: number): number {
  const place = Math.min(ROUGH_POINTS - 1.001, Math.max(0, u * 2 + 64));
  const i = Math.floor(place);
  return rough[i] + (rough[i + 1] - rough[i]) * (place - i);
}
