import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  cropZeroPadded,
  type Landmark,
  meanLandmarks,
  type Region,
  regionOfInterest,
} from "../../src/imaging/region.js";
import { resizeBilinear } from "../../src/imaging/resizeBilinear.js";
import { mirror, tenCropPlaces, tenCrops } from "../../src/imaging/tenCrops.js";

interface Case {
  name: string;
  landmarks: Landmark[];
  spacing: { row: number; column: number };
  size: number;
  padding: number;
  out: number;
  region: Region;
  crop: { sum: number; weighted: number };
  resized: { mean: number; row: number[] };
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/region.json"), "utf8"));
const { width, height } = golden as { width: number; height: number };
const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
  const x = i % width;
  const y = Math.floor(i / width);
  return (x * 5 + y * 3 + ((x * y) % 17)) % 256;
});

describe("region of interest, zero-padded crop and resample equal NumPy's and OpenCV's", () => {
  it.each((golden.cases as Case[]).map((one) => [one.name, one] as const))("%s", (_, one) => {
    const region = regionOfInterest(one.landmarks, { width, height }, one.spacing, one.size, one.padding);
    expect(region).toEqual(one.region);
    const crop = cropZeroPadded(pixels, { width, height }, region);
    expect(crop.reduce((sum, v) => sum + v, 0)).toBe(one.crop.sum);
    expect(crop.reduce((sum, v, i) => sum + v * (i % 1009), 0)).toBe(one.crop.weighted);
    const resized = resizeBilinear(crop, region.width, region.height, one.out, one.out);
    expect(resized.reduce((sum, v) => sum + v, 0) / resized.length).toBeCloseTo(one.resized.mean, 5);
    const start = Math.floor(one.out / 3) * one.out;
    one.resized.row.forEach((value, x) => {
      expect(Math.abs(resized[start + x] - value)).toBeLessThan(1e-4);
    });
  });

  it("a region beyond the image is black", () => {
    const away = cropZeroPadded(pixels, { width, height }, { x: width + 5, y: 0, width: 4, height: 4 });
    expect([...away]).toEqual(new Array(16).fill(0));
  });
});

it("landmarks of several models are averaged point by point", () => {
  const mean = meanLandmarks([
    [
      [0, 0.2],
      [1, 1],
    ],
    [
      [0.5, 0.4],
      [0, 0],
    ],
  ]);
  expect(mean[0][0]).toBeCloseTo(0.25, 12);
  expect(mean[0][1]).toBeCloseTo(0.3, 12);
  expect(mean[1]).toEqual([0.5, 0.5]);
});

describe("the ten crops", () => {
  const square = Float32Array.from({ length: 144 }, (_, i) => (i * 7) % 101);

  it("are NumPy's, centre and corners of the image and of its mirror", () => {
    expect(tenCrops(square, 12, 8).map((crop) => [...crop])).toEqual(golden.tenCrops);
  });

  it("of 256 and 224 begin at 16 in the centre, at 0 and 32 in the corners", () => {
    expect(tenCropPlaces(256, 224).map(({ x, y }) => [x, y])).toEqual(
      [...Array(2)].flatMap(() => [
        [16, 16],
        [0, 0],
        [32, 0],
        [0, 32],
        [32, 32],
      ]),
    );
  });

  it("mirror twice is the image", () => {
    expect(mirror(mirror(square, 12, 12), 12, 12)).toEqual(square);
  });
});
