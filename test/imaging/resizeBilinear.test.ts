import { describe, expect, it } from "vitest";
import { resizeBilinear } from "../../src/imaging/resizeBilinear.js";
import { arithmetic, unpackBytes, unpackFloats } from "./golden.js";
import { greatestDifference } from "./greatestDifference.js";

describe("bilinear resizing as OpenCV's INTER_LINEAR", () => {
  for (const golden of arithmetic.resize)
    it(golden.name, () => {
      const source = golden.kind === "uint8" ? unpackBytes(golden.source) : unpackFloats(golden.source);
      const { width, height, outWidth, outHeight } = golden;
      const out = resizeBilinear(source, width, height, outWidth, outHeight);
      // OpenCV works in single precision: half a unit in the last place of 4095 is 1.2e-4, a few steps each.
      const precision = golden.kind === "uint8" ? 1e-4 : 1e-3;
      expect(greatestDifference(out, unpackFloats(golden.asFloat))).toBeLessThan(precision);
      // Its 8-bit result is rounded to whole numbers (half a step) after two truncations to quarters.
      if (golden.resized !== null)
        expect(greatestDifference(out, unpackBytes(golden.resized))).toBeLessThan(1);
    });

  it("keeps a constant image constant", () => {
    expect(resizeBilinear(new Float32Array(35).fill(3.5), 7, 5, 11, 3)).toEqual(
      new Float32Array(33).fill(3.5),
    );
  });

  it("keeps a mirrored image's result mirrored", () => {
    const source = Float32Array.from({ length: 60 }, (_, i) => (i * 37) % 61);
    const mirror = (image: Float32Array, width: number) =>
      image.map((_, i) => image[i - (i % width) + width - 1 - (i % width)]);
    const out = mirror(resizeBilinear(source, 10, 6, 7, 9), 7);
    expect(greatestDifference(resizeBilinear(mirror(source, 10), 10, 6, 7, 9), out)).toBeLessThan(1e-4);
  });

  it("refuses a source that isn't its size, and an empty result", () => {
    expect(() => resizeBilinear(new Float32Array(5), 2, 3, 4, 4)).toThrow("5 values is not 2 × 3");
    expect(() => resizeBilinear(new Float32Array(6), 2, 3, 0, 4)).toThrow(RangeError);
  });
});
