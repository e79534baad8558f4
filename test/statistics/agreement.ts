import { expect } from "vitest";

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
