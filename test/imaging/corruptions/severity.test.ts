import { join } from "node:path";
import { Piscina } from "piscina";
import sharp from "sharp";
import { expect, it } from "vitest";
import { corrupt, corruptions, type Severity, severities } from "../../../src/imaging/corruptions/index.js";
import { drawLetter } from "../../../src/imaging/corruptions/leadLetter.js";
import type { GreyImage } from "../../../src/imaging/image.js";
import { resizeBilinear } from "../../../src/imaging/resizeBilinear.js";
import { otherKey, smallRadiograph, someKey } from "./smallRadiograph.js";

/** An arm with a lead letter beside it, so that markers can be found. */
function withLetter(): GreyImage {
  const image = smallRadiograph(300, 240);
  const lead = { letter: "R", x: 27, y: 120, height: 7, turns: 0, value: 3600 } as const;
  drawLetter(image.pixels, image, lead);
  return image;
}

/** Peak signal-to-noise ratio to the image before, dB; down-sampled images are enlarged first. */
function psnr(before: GreyImage, after: GreyImage): number {
  const pixels =
    after.width === before.width
      ? after.pixels
      : resizeBilinear(after.pixels, after.width, after.height, before.width, before.height);
  const squares = before.pixels.reduce((sum, value, i) => sum + (value - pixels[i]) ** 2, 0);
  return 10 * Math.log10(4095 ** 2 / (squares / pixels.length));
}

it.each(
  corruptions.filter(({ name }) => name !== "wrong-spacing"),
)("$name: no severity leaves the image nearer to what it was than a lower one", async ({ name, values }) => {
  const image = withLetter();
  for (const key of [someKey, otherKey]) {
    const ratios = [];
    for (const severity of severities) ratios.push(psnr(image, await corrupt(image, name, severity, key)));
    expect(ratios[0]).toBeLessThan(80);
    for (let i = 1; i < 5; i++)
      if (values[i] === values[i - 1]) expect(ratios[i]).toBe(ratios[i - 1]);
      else expect(ratios[i], `severity ${i + 1} of ${ratios}`).toBeLessThan(ratios[i - 1]);
  }
});

it("wrong spacing changes the spacing alone, more so at every severity; without one there is nothing to change", () => {
  const image = smallRadiograph();
  const factors = severities.map((severity) => {
    const { spacing, pixels } = corrupt(image, "wrong-spacing", severity, someKey) as GreyImage;
    expect(pixels).toBe(image.pixels);
    expect(spacing!.row).toBe(spacing!.column);
    return Math.max(spacing!.row / 0.2, 0.2 / spacing!.row);
  });
  for (const [i, factor] of [1.1, 1.25, 1.5, 2, 3].entries()) expect(factors[i]).toBeCloseTo(factor, 12);
  const bare = { ...image, spacing: null };
  expect(corrupt(bare, "wrong-spacing", 5, someKey)).toBe(bare);
});

it("down-sampling keeps the size in millimetres", () => {
  const image = smallRadiograph(101, 77);
  for (const severity of severities) {
    const small = corrupt(image, "down-sampling", severity, someKey) as GreyImage;
    expect(small.width * small.spacing!.column).toBeCloseTo(101 * 0.2, 10);
    expect(small.height * small.spacing!.row).toBeCloseTo(77 * 0.2, 10);
  }
});

it("a marker that isn't there is neither removed nor swapped: the image itself comes back", () => {
  const image = smallRadiograph(300, 240);
  for (const name of ["marker-removed", "marker-swapped"])
    expect(corrupt(image, name, 5, someKey)).toBe(image);
});

it("a lead R is gone after removal, and reads L after the swap", async () => {
  const { findMarkers } = await import("../../../src/imaging/corruptions/findMarkers.js");
  const { greyScale } = await import("../../../src/imaging/corruptions/exposure.js");
  const image = withLetter();
  const scale = greyScale(image);
  expect(findMarkers(image, scale).map(({ reading }) => reading)).toEqual([{ letter: "R", turns: 0 }]);
  const without = (await corrupt(image, "marker-removed", 5, someKey)) as GreyImage;
  expect(findMarkers(without, scale)).toEqual([]);
  expect(psnr(smallRadiograph(300, 240), without)).toBeGreaterThan(45);
  const swapped = (await corrupt(image, "marker-swapped", 1, someKey)) as GreyImage;
  expect(findMarkers(swapped, scale).map(({ reading }) => reading?.letter)).toEqual(["L"]);
});

it("JPEG pixels are sharp's own of the same 8 bits", async () => {
  const image = smallRadiograph();
  const [least, greatest] = [Math.min(...image.pixels), Math.max(...image.pixels)];
  const grey = Uint8Array.from(image.pixels, (value) =>
    Math.round(((value - least) / (greatest - least)) * 255),
  );
  for (const [i, quality] of [50, 30, 15, 10, 7].entries()) {
    const raw = { width: image.width, height: image.height, channels: 1 } as const;
    const file = await sharp(grey, { raw }).jpeg({ quality }).toBuffer();
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    const own = await corrupt(image, "jpeg", (i + 1) as Severity, someKey);
    const bytes = own.pixels.map((value) => Math.round(((value - least) / (greatest - least)) * 255));
    const sharps = Float32Array.from({ length: bytes.length }, (_, at) => data[at * info.channels]);
    expect(bytes).toEqual(sharps);
  }
});

it("one thread and two make the same pixels, in any order", async () => {
  const { compiledModule } = await import("../../../src/packageRoot.js");
  const filename = compiledModule("src/imaging/corruptions/index");
  const image = smallRadiograph();
  const here = [];
  for (const { name } of corruptions) here.push(await corrupt(image, name, 3, someKey));
  const pool = new Piscina({
    filename: join(import.meta.dirname, "corruptThread.mjs"),
    maxThreads: 2,
    minThreads: 2,
  });
  try {
    const tasks = corruptions
      .map(({ name }) => ({ filename, image, name, severity: 3, key: someKey }))
      .reverse();
    const there = await Promise.all(tasks.map((task) => pool.run(task)));
    expect(there.reverse()).toEqual(here);
  } finally {
    await pool.destroy();
  }
});
