import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrastNormalise } from "../../src/imaging/contrastNormalise.js";
import { percentiles } from "../../src/imaging/orderStatistics.js";
import { arithmetic, unpackBytes, unpackFloats } from "./golden.js";

describe("percentiles and contrast normalisation, bit for bit as NumPy (R-7 method)", () => {
  for (const golden of arithmetic.contrast)
    it(golden.name, () => {
      const pixels = unpackFloats(golden.pixels);
      const before = pixels.slice();
      expect(percentiles(pixels, [golden.lower, golden.upper])).toEqual(golden.percentiles);
      expect(contrastNormalise(pixels, golden.lower, golden.upper)).toEqual(unpackBytes(golden.normalised));
      expect(pixels).toEqual(before);
    });
});

describe("contrast normalisation", () => {
  it("clips at the 5th and 99th percentile unless told otherwise", () => {
    const ramp = Float32Array.from({ length: 101 }, (_, i) => i);
    const out = contrastNormalise(ramp);
    expect(out.findIndex((value) => value > 0)).toBe(6);
    expect(out.indexOf(255)).toBe(99);
    expect(out[50]).toBe(Math.trunc((45 / 94) * 255));
  });

  it("makes a constant image all zero", () => {
    expect(contrastNormalise(new Float32Array(9).fill(4095))).toEqual(new Uint8Array(9));
  });

  it("refuses an empty image", () => {
    expect(() => contrastNormalise(new Float32Array(0))).toThrow(RangeError);
  });

  it("doesn't change when whole-number pixels are shifted by a whole number or doubled", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4095 }), { minLength: 1 }), (values) => {
        const out = contrastNormalise(Float32Array.from(values));
        expect(contrastNormalise(Float32Array.from(values, (value) => 2 * value))).toEqual(out);
      }),
    );
  });

  it("finds the order statistics a sort finds", () => {
    const anyFloats = fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1 });
    // Also beyond what is counted one by one.
    const wholeNumbers = fc
      .array(fc.integer({ min: 0, max: 65600 }), { minLength: 1 })
      .map((values) => Float32Array.from(values));
    fc.assert(
      fc.property(fc.oneof(anyFloats, wholeNumbers), (values) => {
        const sorted = values.slice().sort();
        const [least, greatest] = percentiles(values, [0, 100]);
        expect(least === sorted[0] && greatest === sorted[sorted.length - 1]).toBe(true);
        if (values.length % 2 === 1)
          expect(percentiles(values, [50])[0] === sorted[(values.length - 1) / 2]).toBe(true);
      }),
    );
  });
});
