import { expect } from "vitest";
import type { Estimate } from "../../src/statistics/index.js";

/** What deterministic figures are held to: relative. */
export const T = 1e-9;

/** |actual / expected − 1| ≤ tolerance, with the figures in the message. */
export function expectRelative(actual: number | null, expected: number, tolerance: number, what = ""): void {
  if (actual === null) expect.fail(`${what}: null, expected ${expected}`);
  const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
  if (!(error <= tolerance))
    expect.fail(`${what}: ${actual}, expected ${expected} (relative error ${error})`);
}

/** As expectRelative, but differences up to `floor` pass: for figures that are 0 up to rounding. */
export function expectClose(
  actual: number | null,
  expected: number,
  tolerance: number,
  floor: number,
  what = "",
): void {
  if (actual !== null && Math.abs(actual - expected) <= floor) return;
  expectRelative(actual, expected, tolerance, what);
}

/** Null exactly where the reference is null or silent, else equal to 1e-9 relative. */
export function expectEstimate(actual: Estimate, expected: number | null | undefined, what: string): void {
  if (expected === null || expected === undefined) {
    expect(actual.value, what).toBeNull();
    expect(actual.status, what).not.toBe("ok");
    expect(actual.reason, what).toBeTruthy();
  } else expectClose(actual.value, expected, T, 1e-15, what);
}
