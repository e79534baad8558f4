import { expect } from "vitest";

/** The greatest difference of two lists, as a share of the greatest value of the second. */
export function apartRelative(a: ArrayLike<number>, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  const most = Math.max(...b.map(Math.abs));
  expect(most).toBeGreaterThan(0);
  return Math.max(...b.map((value, i) => Math.abs(value - a[i]))) / most;
}
