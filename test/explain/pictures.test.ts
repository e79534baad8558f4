import { describe, expect, it } from "vitest";
import {
  dampedAtBorders,
  type HeatMap,
  onWholeImage,
  peakOf,
  scaledToOne,
} from "../../src/imaging/heatMap.js";
import { heatColour } from "../../src/imaging/pictures/colourMap.js";
import { asPng, asWebp } from "../../src/imaging/pictures/encodePicture.js";
import { type HeatPicture, heatPicture } from "../../src/imaging/pictures/heatPicture.js";
import { decodeRaster } from "../../src/imaging/rasterImage.js";
import { PictureNames } from "../../src/run/drawPicture.js";

const heatAt = (
  width: number,
  height: number,
  at: Record<number, number>,
  frame = { x: 0, y: 0, width, height },
) =>
  ({
    width,
    height,
    frame,
    values: Float32Array.from({ length: width * height }, (_, i) => at[i] ?? 0),
  }) as HeatMap;

describe("the peak", () => {
  it("is the greatest place, in the image's pixels", () => {
    // Cells of 10 pixels from (20, 30) on: cell (2, 1) spans 40–49 and 40–49.
    const heat = heatAt(4, 3, { 6: 2, 1: 1 }, { x: 20, y: 30, width: 40, height: 30 });
    expect(peakOf(heat, { width: 200, height: 200 })).toEqual({ x: 44.5, y: 44.5 });
  });

  it("is the middle of a flat one, null where there is no heat, never outside the image", () => {
    expect(peakOf(heatAt(4, 3, { 5: 2, 6: 2, 9: 2, 10: 2 }), { width: 4, height: 3 })).toEqual({
      x: 1.5,
      y: 1.5,
    });
    expect(peakOf(heatAt(4, 3, {}), { width: 4, height: 3 })).toBeNull();
    const beyond = heatAt(2, 1, { 0: 5, 1: 1 }, { x: -10, y: 0, width: 20, height: 10 });
    expect(peakOf(beyond, { width: 30, height: 30 })).toEqual({ x: 4.5, y: 4.5 });
  });
});

describe("heat maps", () => {
  it("are cut off at the image's edge", () => {
    const heat = heatAt(2, 1, { 0: 5, 1: 1 }, { x: -1, y: 2, width: 2, height: 1 });
    const { values } = onWholeImage(heat, { width: 3, height: 3 });
    expect([...values]).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0]);
  });

  it("are damped linearly towards the border", () => {
    const flat = heatAt(6, 6, Object.fromEntries(Array.from({ length: 36 }, (_, i) => [i, 1])));
    const { values } = dampedAtBorders(flat, 2);
    expect([...values.subarray(12, 18)]).toEqual([0.25, 0.75, 1, 1, 0.75, 0.25]);
    expect([...values.subarray(0, 6)]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25, 0.25]);
  });

  it("are scaled to their greatest value; none stays none", () => {
    expect([...scaledToOne(heatAt(2, 1, { 0: 4, 1: 1 })).values]).toEqual([1, 0.25]);
    expect([...scaledToOne(heatAt(2, 1, {})).values]).toEqual([0, 0]);
  });
});

it("colours rise in lightness all the way (CIE L*), so that grey prints keep their order", () => {
  const lightness = (share: number) => {
    const [r, g, b] = heatColour(share).map((v) => {
      const c = v / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 116 * Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b) - 16;
  };
  const steps = Array.from({ length: 41 }, (_, i) => lightness(i / 40));
  for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1]);
  expect(heatColour(1)).toEqual([255, 255, 255]);
});

describe("a picture", () => {
  const one: HeatPicture = {
    ...{ width: 200, height: 300, pixels: new Uint8Array(200 * 300).fill(100) },
    heat: heatAt(4, 6, { 9: 3 }, { x: 0, y: 0, width: 200, height: 300 }),
    spacing: { row: 0.5, column: 0.5 },
    peak: { x: 74.5, y: 124.5 },
    fracture: { x: 120, y: 200 },
    within: 15,
  };
  const pixel = ({ width, rgb }: { width: number; rgb: Uint8Array }, x: number, y: number) => [
    ...rgb.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
  ];

  it("is the radiograph beside its darker self with the heat, never enlarged", () => {
    const picture = heatPicture(one, 1000);
    expect([picture.width, picture.height]).toEqual([404, 300]);
    expect(pixel(picture, 10, 10)).toEqual([100, 100, 100]);
    expect(pixel(picture, 204 + 10, 10)).toEqual([55, 55, 55]);
    const beside = pixel(picture, 204 + 74, 124 + 14);
    expect(Math.max(...beside)).toBeGreaterThan(150);
    expect(heatPicture(one, 150).height).toBe(150);
  });

  it("has a ring of 15 mm around the fracture on both, a cross on the peak, a scale bar of 20 mm", () => {
    const picture = heatPicture(one, 1000);
    for (const left of [0, 204]) expect(pixel(picture, left + 120 - 30, 200)).toEqual([255, 255, 255]);
    expect(pixel(picture, 204 + 74, 124).every((v) => v > 230)).toBe(true);
    const row = 300 - 4 - 1;
    const bar = Array.from({ length: 200 }, (_, x) => pixel(picture, x, row)).filter((p) =>
      p.every((v) => v === 255),
    );
    expect(bar).toHaveLength(40);
  });

  it("keeps the radiograph's shape where its pixels aren't square", () => {
    const tall = heatPicture({ ...one, spacing: { row: 1, column: 0.5 } }, 1000);
    expect([tall.width, tall.height]).toEqual([404, 600]);
  });

  it("is written as PNG without loss, and as WebP", async () => {
    const picture = heatPicture({ ...one, heat: heatAt(4, 6, {}, one.heat.frame), peak: null }, 1000);
    const grey = await decodeRaster(await asPng(picture), "png", "a.png");
    expect([grey.width, grey.height]).toEqual([404, 300]);
    expect(grey.pixels[10 * 404 + 10]).toBe(100);
    expect(Buffer.from(await asWebp(picture)).toString("latin1", 8, 12)).toBe("WEBP");
  });
});

it("picture files are called after the case, safely and each its own", () => {
  const names = new PictureNames();
  expect(["c-12", "c-12", "a/../b", "A____b", "x.y"].map((name) => names.next(name))).toEqual([
    "pictures/c-12-1.png",
    "pictures/c-12-2.png",
    "pictures/a____b-1.png",
    "pictures/A____b-2.png",
    "pictures/x_y-1.png",
  ]);
});
