import { expect, it } from "vitest";
import { greyScale, toStored, transmission } from "../../../src/imaging/corruptions/exposure.js";
import { scaledLogarithms } from "../../../src/imaging/corruptions/naturalLog.js";
import { smallRadiograph } from "./smallRadiograph.js";

it("logarithms by table are Math.log's to the last bit of single precision or the one beside it", () => {
  const values = Float32Array.from({ length: 200_000 }, (_, i) => 2 ** (-126 + (i * 253) / 200_000));
  const own = values.slice();
  scaledLogarithms(own, 1, 0);
  let differing = 0;
  for (const [i, value] of values.entries()) {
    const exact = Math.log(value);
    if (own[i] !== Math.fround(exact)) differing++;
    expect(Math.abs(own[i] - exact)).toBeLessThanOrEqual(6e-8 * Math.abs(exact) + 1e-14);
  }
  expect(differing).toBeLessThan(5);
});

it("zeros, infinities, the smallest and negative values have Math.log's results", () => {
  const values = Float32Array.of(0, Number.POSITIVE_INFINITY, 1e-45, 1e-40, -1, 1);
  const expected = Float32Array.from(values, (value) => 3 - 2 * Math.log(value));
  scaledLogarithms(values, -2, 3);
  expect(values).toEqual(expected);
});

it("exposures of whole, fractional and negative stored values are the exponential's, and lead back to them", () => {
  const image = smallRadiograph();
  const scale = { ...greyScale(image), least: -1e6, greatest: 1e6 };
  const pixels = Float32Array.of(0, 300, 300, 301.5, 2400, 65535, 65536, -20, -0.5);
  const exposure = transmission(pixels, scale);
  for (const [i, value] of pixels.entries())
    expect(exposure[i]).toBe(Math.fround(Math.exp(((value - scale.air) * -Math.log(20)) / scale.span)));
  const near = pixels.slice(0, 5);
  const back = toStored(transmission(near, scale), scale);
  for (const [i, value] of near.entries()) expect(Math.abs(back[i] - value)).toBeLessThan(1e-3);
});
