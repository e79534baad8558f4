import { portableCos, portableSin } from "./portableMath.js";

/** A point or direction in millimetres: x towards the thumb, y towards the fingers, z towards the back of the hand. */
export type Vector = readonly [number, number, number];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, f: number): Vector => [a[0] * f, a[1] * f, a[2] * f];
export const length = (a: Vector): number => Math.sqrt(dot(a, a));

/** A rigid motion: local point p is at `rotation · p + origin` in the world (rows of the rotation matrix). */
export interface Placement {
  readonly rotation: readonly [Vector, Vector, Vector];
  readonly origin: Vector;
}

export const IDENTITY: Placement = {
  rotation: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  origin: [0, 0, 0],
};

const RADIANS = Math.PI / 180;

/** sin of an angle in degrees. */
export const sinDegrees = (degrees: number): number => portableSin(degrees * RADIANS);
/** cos of an angle in degrees. */
export const cosDegrees = (degrees: number): number => portableCos(degrees * RADIANS);

/**
 * Rotation by `aboutX`, then `aboutY`, then `aboutZ` degrees, about a pivot, followed by a shift (mm).
 * Positive `aboutX` tilts the fingers' end towards the back of the hand (dorsally); positive
 * `aboutZ` turns it towards the thumb (radially).
 */
export function placement(
  aboutX: number,
  aboutY: number,
  aboutZ: number,
  shift: Vector,
  pivot: Vector = [0, 0, 0],
): Placement {
  const [cx, sx] = [cosDegrees(aboutX), sinDegrees(aboutX)];
  const [cy, sy] = [cosDegrees(aboutY), sinDegrees(aboutY)];
  const [cz, sz] = [cosDegrees(-aboutZ), sinDegrees(-aboutZ)];
  // Rz · Ry · Rx
  const rotation: [Vector, Vector, Vector] = [
    [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
    [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
    [-sy, cy * sx, cy * cx],
  ];
  const turned = rotate(rotation, pivot);
  return { rotation, origin: add(subtract(pivot, turned), shift) };
}

/** The placement that applies `inner` first, then `outer`. */
export function compose(outer: Placement, inner: Placement): Placement {
  const column = (j: number): Vector => [inner.rotation[0][j], inner.rotation[1][j], inner.rotation[2][j]];
  const columns = [column(0), column(1), column(2)].map((c) => rotate(outer.rotation, c));
  const row = (i: number): Vector => [columns[0][i], columns[1][i], columns[2][i]];
  return { rotation: [row(0), row(1), row(2)], origin: toWorld(outer, inner.origin) };
}

/** A local point in the world. */
export function toWorld(p: Placement, v: Vector): Vector {
  return add(rotate(p.rotation, v), p.origin);
}

/** A world direction in the placement's local axes. */
export function toLocalDirection(p: Placement, v: Vector): Vector {
  const r = p.rotation;
  return [
    r[0][0] * v[0] + r[1][0] * v[1] + r[2][0] * v[2],
    r[0][1] * v[0] + r[1][1] * v[1] + r[2][1] * v[2],
    r[0][2] * v[0] + r[1][2] * v[1] + r[2][2] * v[2],
  ];
}

/** A world point in the placement's local axes. */
export function toLocal(p: Placement, v: Vector): Vector {
  return toLocalDirection(p, subtract(v, p.origin));
}

function rotate(r: readonly [Vector, Vector, Vector], v: Vector): Vector {
  return [dot(r[0], v), dot(r[1], v), dot(r[2], v)];
}
