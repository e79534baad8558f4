import type { Profile } from "./shaft.js";

/** One cross-section of a long bone at height y: centre x, z; half-width, half-depth; cortex. All mm. */
export type Section = readonly [y: number, x: number, z: number, a: number, b: number, cortex: number];

/** The radius of an average adult; y = 0 in the middle of the joint surface. */
export const RADIUS: readonly Section[] = [
  [-100, 3, 1, 6.6, 5.8, 3.1],
  [-70, 2.6, 0.8, 6.5, 5.7, 3],
  [-50, 2, 0.4, 6.7, 5.8, 2.7],
  [-38, 1.5, 0.1, 7.5, 6.2, 2.2],
  [-30, 1.1, -0.2, 8.8, 6.9, 1.7],
  [-22, 0.7, -0.4, 11, 8.2, 1.2],
  [-15, 0.4, -0.6, 13.2, 9.6, 0.95],
  [-9, 0.3, -0.6, 14.8, 10.4, 0.85],
  [-4, 0.2, -0.5, 15.3, 10.4, 0.85],
  [1, -0.2, -0.3, 14.9, 9.9, 0.9],
  [5, -1, -0.2, 13.9, 8.8, 0.9],
  [9, -2.2, 0, 11.8, 7, 0.9],
  [12, -3.6, 0, 9, 5, 0.9],
];

/** The ulna; y = 0 at the top of its head. */
export const ULNA: readonly Section[] = [
  [-100, 2, 0, 6.4, 6.4, 2.8],
  [-60, 0.6, 0, 5.6, 5.6, 2.6],
  [-40, 0, 0, 5, 5, 2.2],
  [-25, 0, 0, 4.7, 4.8, 1.7],
  [-14, 0, 0, 5.2, 5.4, 1.2],
  [-8, 0, 0, 6.8, 6.8, 0.9],
  [-4, 0, 0, 8, 7.6, 0.8],
  [0, 0, 0, 7.7, 7.2, 0.8],
  [3, 0, 0, 6, 5.5, 0.8],
];

/** A metacarpal of unit half-width, half-depth and length; y = 0 at its base. */
export const METACARPAL: readonly Section[] = [
  [-0.05, 0, 0, 0.95, 0.95, 0.12],
  [0.06, 0, 0, 1, 1, 0.12],
  [0.16, 0, 0, 0.82, 0.78, 0.16],
  [0.3, 0, 0, 0.6, 0.58, 0.24],
  [0.5, 0, 0, 0.54, 0.54, 0.28],
  [0.7, 0, 0, 0.6, 0.58, 0.22],
  [0.88, 0, 0, 0.85, 0.85, 0.12],
  [1, 0, 0, 0.8, 0.8, 0.12],
];

const STEP = 0.5;

/**
 * Sections every ½ mm by monotone cubic interpolation of the given ones.
 * @param change applied to each finished section: returns [x, z, a, b, cortex]
 */
export function profile(
  sections: readonly Section[],
  change: (y: number, section: [number, number, number, number, number]) => readonly number[],
): Profile {
  const start = sections[0][0];
  const count = Math.floor((sections[sections.length - 1][0] - start) / STEP) + 1;
  const table = new Float64Array(count * 5);
  let k = 0;
  for (let i = 0; i < count; i++) {
    const y = start + i * STEP;
    while (k < sections.length - 2 && sections[k + 1][0] < y) k++;
    const at = (column: number) => hermite(sections, k, column, y);
    table.set(change(y, [at(1), at(2), at(3), at(4), at(5)]), i * 5);
  }
  return { start, step: STEP, sections: table };
}

function hermite(sections: readonly Section[], k: number, column: number, y: number): number {
  const slope = (i: number) =>
    (sections[i + 1][column] - sections[i][column]) / (sections[i + 1][0] - sections[i][0]);
  const tangent = (i: number) => {
    if (i === 0) return slope(0);
    if (i === sections.length - 1) return slope(i - 1);
    const [before, after] = [slope(i - 1), slope(i)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  };
  const [y0, y1] = [sections[k][0], sections[k + 1][0]];
  const h = y1 - y0;
  const t = (y - y0) / h;
  const [t2, t3] = [t * t, t * t * t];
  return (
    (2 * t3 - 3 * t2 + 1) * sections[k][column] +
    (t3 - 2 * t2 + t) * h * tangent(k) +
    (3 * t2 - 2 * t3) * sections[k + 1][column] +
    (t3 - t2) * h * tangent(k + 1)
  );
}
