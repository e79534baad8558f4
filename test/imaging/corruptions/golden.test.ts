import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { otsu } from "../../../src/imaging/corruptions/anatomy.js";
import { areaAverage } from "../../../src/imaging/corruptions/areaAverage.js";
import { gaussianKernel, lineKernel } from "../../../src/imaging/corruptions/blurKernel.js";
import { broadBlur } from "../../../src/imaging/corruptions/broadBlur.js";
import { convolveSeparable, convolveTaps } from "../../../src/imaging/corruptions/convolve.js";
import { rotated } from "../../../src/imaging/corruptions/rotation.js";
import { unpackFloats } from "../golden.js";

/** What scikit-image, SciPy and OpenCV make of the same pixels, written by corruptions.py. */
const golden = JSON.parse(readFileSync(new URL("golden/corruptions.json", import.meta.url), "utf8"));
const { width, height } = golden as { width: number; height: number };
const image = unpackFloats(golden.image);

const greatest = (a: Float32Array, b: Float32Array) => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
};

describe("blur", () => {
  it.each(
    golden.gauss as { deviation: number; skimage: string; kernel: number[] }[],
  )("of $deviation pixels: kernel as OpenCV's, image as scikit-image's", ({ deviation, skimage, kernel }) => {
    const own = gaussianKernel(deviation);
    expect(own.length).toBe(kernel.length);
    for (const [i, weight] of kernel.entries()) expect(own[i]).toBeCloseTo(weight, 12);
    expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(greatest(convolveSeparable(image, width, height, own, own), unpackFloats(skimage))).toBeLessThan(
      2e-7,
    );
  });

  it.each(
    golden.motion as { across: number; down: number; opencv: string }[],
  )("by a movement of $across, $down pixels: the trapezium that it is, as OpenCV's filter2D", ({
    across,
    down,
    opencv,
  }) => {
    // The line's ends share their last pixels; sixteen points a pixel sum its integral to 1/512.
    const own = convolveTaps(image, width, height, lineKernel(across, down));
    expect(greatest(own, unpackFloats(opencv))).toBeLessThan(1e-3);
  });

  it("by a movement in any direction has weights that sum to 1, centred on the pixel", () => {
    for (const [across, down] of [
      [3.3, 1.2],
      [-2, 5.1],
      [0.2, 0.1],
      [12, -7],
    ]) {
      const { across: x, down: y, weight } = lineKernel(across, down);
      const moment = (at: readonly number[]) => at.reduce((sum, value, i) => sum + value * weight[i], 0);
      expect(moment(weight.map(() => 1))).toBeCloseTo(1, 12);
      expect(moment(x)).toBeCloseTo(0, 12);
      expect(moment(y)).toBeCloseTo(0, 12);
    }
  });

  it("that is broad is within a hundredth of the range of the whole convolution", () => {
    const [wide, high] = [160, 120];
    const edges = Float32Array.from({ length: wide * high }, (_, i) => ((i % wide) % 70 < 30 ? 1 : 0));
    const kernel = gaussianKernel(14);
    const whole = convolveSeparable(edges, wide, high, kernel, kernel);
    expect(greatest(broadBlur(edges, wide, high, 14, 14), whole)).toBeLessThan(0.01);
  });
});

it.each(
  golden.area as { width: number; height: number; opencv: string }[],
)("down-sampling to $width × $height as OpenCV's INTER_AREA", (small) => {
  const own = areaAverage(image, width, height, small.width, small.height);
  expect(greatest(own, unpackFloats(small.opencv))).toBeLessThan(1e-6);
});

describe("rotation", () => {
  it.each(
    golden.turned as { degrees: number; scipy: string }[],
  )("by $degrees° as SciPy's bilinear interpolation at the places that OpenCV's matrix gives", ({
    degrees,
    scipy,
  }) => {
    const own = rotated({ width, height, pixels: image, spacing: null }, degrees, 0.5);
    expect(greatest(own, unpackFloats(scipy))).toBeLessThan(1e-6);
  });

  it("there and back leaves the middle of a smooth image as it was", () => {
    const side = 64;
    const smooth = Float32Array.from(
      { length: side * side },
      (_, i) => Math.sin((i % side) / 9) + Math.cos(Math.floor(i / side) / 11),
    );
    const whole = { width: side, height: side, pixels: smooth, spacing: { row: 0.2, column: 0.15 } };
    for (const degrees of [5, 30, 45]) {
      const back = rotated({ ...whole, pixels: rotated(whole, degrees, 0) }, -degrees, 0);
      for (let y = 24; y < 40; y++)
        for (let x = 24; x < 40; x++)
          expect(Math.abs(back[y * side + x] - smooth[y * side + x])).toBeLessThan(0.01);
    }
  });
});

it("the threshold between air and arm is Otsu's, as scikit-image's to a bin of 64", () => {
  expect(Math.abs(otsu(unpackFloats(golden.otsu.values)) - golden.otsu.skimage)).toBeLessThan(1 / 64);
});
