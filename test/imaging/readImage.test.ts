import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { decodeImage, readImage } from "../../src/imaging/readImage.js";
import { greatestDifference } from "./greatestDifference.js";
import { smallDicom } from "./smallDicom.js";

const folder = mkdtempSync(join(tmpdir(), "wrist-bench-images-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array | string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function refusal(job: Promise<unknown>): Promise<string> {
  const error: Error = await job.then(
    () => expect.fail("was read"),
    (thrown) => thrown,
  );
  expect(error.name).toBe("UserError");
  expect(error.message).toMatch(/^image [^\n]+; [^\n]+$/);
  return error.message;
}

describe("a path", () => {
  it("that doesn't exist, is a folder, a pipe, or empty", async () => {
    expect(await refusal(readImage(join(folder, "none.dcm")))).toMatch(/none\.dcm: no such file/);
    expect(await refusal(readImage(folder))).toMatch(/is a folder/);
    expect(await refusal(readImage(file("empty.dcm", "")))).toMatch(/empty\.dcm: is empty/);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await refusal(readImage(join(folder, "pipe")))).toMatch(/not a regular file/);
    expect(await refusal(readImage(join(file("under", "x"), "image.dcm")))).toMatch(/no such file/);
  });

  it("keeps the message on one line whatever its name", async () => {
    expect(await refusal(readImage("a\nb.dcm"))).toMatch(/^image a b\.dcm: no such file/);
  });

  it("is told by content, not by name", async () => {
    const image = await readImage(file("radiograph.png", smallDicom()));
    expect(image.source!.format).toBe("dicom");
    expect(await refusal(readImage(file("text.dcm", "case_id,label\n1,0\n")))).toMatch(/is not an image/);
  });
});

const values = Array.from({ length: 12 }, (_, i) => 5461 * i + 7);
const deepGrey = () =>
  sharp(Uint16Array.from(values), { raw: { width: 4, height: 3, channels: 1 } }).toColourspace("grey16");
const shallow = Uint8Array.from({ length: 12 }, (_, i) => 23 * i);
const grey = () => sharp(shallow, { raw: { width: 4, height: 3, channels: 1 } }).toColourspace("b-w");
const coloured = (pixel: (value: number) => number[]) =>
  sharp(Uint8Array.from([...shallow].flatMap(pixel)), {
    raw: { width: 4, height: 3, channels: pixel(0).length as 3 | 4 },
  });

describe("PNG, TIFF and JPEG, against OpenCV and Pillow", () => {
  const golden: Record<string, { pixels: number[]; bits: number; within: number }> = JSON.parse(
    readFileSync(new URL("golden/raster.json", import.meta.url), "utf8"),
  );
  for (const [name, { pixels, bits, within }] of Object.entries(golden))
    it(name, async () => {
      const image = await readImage(fileURLToPath(new URL(`golden/${name}`, import.meta.url)));
      expect(greatestDifference(image.pixels, pixels)).toBeLessThanOrEqual(within);
      expect(image.source!.bitsStored).toBe(bits);
      expect(image.spacing).toBeNull();
    });

  const refusals: Record<string, RegExp> = {
    "two-pages.tif": /holds 2 frames/,
    "animated.png": /holds 2 frames/,
    "float.tif": /has float pixels/,
    "colour.png": /is a colour image/,
    "transparent.png": /has transparent pixels/,
  };
  for (const [name, text] of Object.entries(refusals))
    it(`${name} is refused`, async () => {
      expect(await refusal(readImage(fileURLToPath(new URL(`golden/${name}`, import.meta.url))))).toMatch(
        text,
      );
    });
});

describe("PNG, TIFF and JPEG", () => {
  it("16-bit grey is kept exactly", async () => {
    for (const bytes of [
      await deepGrey().png().toBuffer(),
      await deepGrey().tiff({ compression: "deflate" }).toBuffer(),
    ]) {
      const image = await decodeImage(bytes, "x");
      expect([image.width, image.height, image.source!.bitsStored]).toEqual([4, 3, 16]);
      expect([...image.pixels]).toEqual(values);
      expect(image.spacing).toBeNull();
    }
  });

  it("8-bit grey is kept exactly, with or without an opaque alpha channel", async () => {
    const plain = [
      await grey().png().toBuffer(),
      await grey().tiff({ compression: "lzw" }).toBuffer(),
      await grey().png({ compressionLevel: 0 }).toBuffer(),
      await coloured((value) => [value, value, value])
        .png()
        .toBuffer(),
      await coloured((value) => [value, value, value, 255])
        .png()
        .toBuffer(),
      await coloured((value) => [value, value, value])
        .png({ palette: true, colours: 256 })
        .toBuffer(),
    ];
    for (const bytes of plain) {
      const image = await decodeImage(bytes, "x");
      expect(image.source!.bitsStored).toBe(8);
      expect([...image.pixels]).toEqual([...shallow]);
    }
  });

  it("a resolution tag is not a pixel spacing, and a profile doesn't change the values", async () => {
    const bytes = await grey().withMetadata({ density: 254 }).png().toBuffer();
    const image = await decodeImage(bytes, "x");
    expect(image.spacing).toBeNull();
    expect([...image.pixels]).toEqual([...shallow]);
    const profiled = await coloured((value) => [value, value, value])
      .withIccProfile("p3")
      .png()
      .toBuffer();
    const before = (await sharp(profiled, { ignoreIcc: true }).raw().toBuffer()).filter(
      (_, i) => i % 3 === 0,
    );
    expect([...(await decodeImage(profiled, "x")).pixels]).toEqual([...before]);
  });

  it("grey JPEG", async () => {
    const bytes = await grey().jpeg({ quality: 100 }).toBuffer();
    const image = await decodeImage(bytes, "x");
    expect(image.source).toEqual({ format: "jpeg", bitsStored: 8 });
    for (const [i, value] of image.pixels.entries())
      expect(Math.abs(value - shallow[i])).toBeLessThanOrEqual(2);
  });

  it("colour and transparency are refused", async () => {
    const red = await coloured((value) => [255 - value, value, value])
      .png()
      .toBuffer();
    expect(await refusal(decodeImage(red, "x.png"))).toMatch(/x\.png: is a colour image/);
    const cmyk = await coloured((value) => [value, 9, 9])
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    expect(await refusal(decodeImage(cmyk, "x.jpg"))).toMatch(/colour image \(CMYK\)/);
    const glass = await coloured((value) => [value, value, value, 254])
      .png()
      .toBuffer();
    expect(await refusal(decodeImage(glass, "x.png"))).toMatch(/transparent/);
  });

  it("a truncated file is refused", async () => {
    for (const bytes of [
      await deepGrey().png().toBuffer(),
      await deepGrey().tiff().toBuffer(),
      await grey().jpeg().toBuffer(),
    ])
      expect(await refusal(decodeImage(bytes.subarray(0, Math.floor(bytes.length * 0.6)), "x"))).toMatch(
        /damaged or truncated (PNG|TIFF|JPEG) file/,
      );
  });
});
