import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jpegHeader } from "../../src/imaging/dicom/codestreamHeader.js";
import { decodeSequentialJpeg } from "../../src/imaging/dicom/sequentialJpeg.js";
import { decodeImage, readImage } from "../../src/imaging/readImage.js";
import { dicomFiles, dicomPath, dicomPixels } from "./golden.js";
import { greatestDifference } from "./greatestDifference.js";

describe("DICOM encodings, against pydicom, DCMTK and GDCM", () => {
  for (const [name, golden] of Object.entries(dicomFiles))
    it(name, async () => {
      const image = await readImage(dicomPath(name));
      expect([image.width, image.height]).toEqual([17, 12]);
      expect(greatestDifference(image.pixels, dicomPixels(golden))).toBeLessThanOrEqual(golden.within);
      const spacing = golden.spacing ?? null;
      expect(image.spacing).toEqual(spacing && { row: spacing[0], column: spacing[1] });
    });
});

describe("decoded DICOM", () => {
  it("says what the file was", async () => {
    const { source } = await readImage(dicomPath("u10-lossless"));
    expect(source).toEqual({
      format: "dicom",
      bitsStored: 10,
      transferSyntax: "1.2.840.10008.1.2.4.70",
      photometric: "MONOCHROME1",
      spacingFrom: "ImagerPixelSpacing",
    });
  });

  it("is the same at an odd address in memory", async () => {
    const file = readFileSync(dicomPath("u16-explicit"));
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    const image = await decodeImage(shifted.subarray(1), "shifted");
    expect(image.pixels).toEqual(dicomPixels(dicomFiles["u16-explicit"]));
  });

  it("leaves the bytes it was given as they were", async () => {
    for (const name of ["u12-big", "u12-explicit", "s16-rle", "u8-lossless"]) {
      const file = readFileSync(dicomPath(name));
      const before = Buffer.from(file);
      await decodeImage(file, name);
      expect(file.equals(before)).toBe(true);
    }
  });

  it("is right when many are decoded at once, damaged ones among them", async () => {
    const names = ["u12-lossless", "u12-jpegls", "u12-j2k", "u8-baseline", "u12-extended", "u12-rle"];
    const jobs = Array.from({ length: 60 }, async (_, i) => {
      const name = names[i % names.length];
      const bytes = readFileSync(dicomPath(name));
      // Every seventh file loses its second half.
      const damaged = i % 7 === 0;
      const content = damaged ? bytes.subarray(0, bytes.length - 100) : bytes;
      const outcome = await decodeImage(content, name).catch((error: unknown) => error);
      if (damaged) expect(outcome).toMatchObject({ name: "UserError" });
      else
        expect(
          greatestDifference((outcome as { pixels: Float32Array }).pixels, dicomPixels(dicomFiles[name])),
        ).toBeLessThanOrEqual(dicomFiles[name].within);
    });
    await Promise.all(jobs);
  });
});

describe("sequential JPEG with restart markers", () => {
  it("gives what libjpeg gives (a file by OpenCV)", () => {
    const stream = readFileSync(new URL("golden/restarts.jpg", import.meta.url));
    const expected = readFileSync(new URL("golden/restarts.raw", import.meta.url));
    expect(jpegHeader(stream)).toEqual({ width: 75, height: 53, components: 1, precision: 8 });
    expect(greatestDifference(decodeSequentialJpeg(stream), expected)).toBeLessThanOrEqual(1);
  });
});
