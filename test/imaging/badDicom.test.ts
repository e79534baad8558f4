import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../src/imaging/readImage.js";
import { dicomPath } from "./golden.js";
import { encapsulated, type SmallDicom, smallDicom } from "./smallDicom.js";

async function refusal(bytes: Uint8Array): Promise<string> {
  const error: Error = await decodeImage(bytes, "wrist.dcm").then(
    () => expect.fail("was decoded"),
    (thrown) => thrown,
  );
  expect(error.name).toBe("UserError");
  expect(error.message).toMatch(/^image wrist\.dcm: [^\n]+; [^\n]+$/);
  return error.message;
}

const rle = "1.2.840.10008.1.2.5";
const extended = "1.2.840.10008.1.2.4.51";

describe("DICOM that can't be scored", () => {
  const cases: Record<string, [SmallDicom, RegExp]> = {
    "an unknown transfer syntax": [
      { transferSyntax: "1.2.840.10008.1.2.4.100" },
      /transfer syntax 1\.2\.840\.10008\.1\.2\.4\.100/,
    ],
    "no pixel data": [
      { attributes: { "7fe00010": undefined, "00080060": ["CS", "SR"] } },
      /without pixel data \(modality SR\)/,
    ],
    "a DICOMDIR": [
      { attributes: { "7fe00010": undefined, "00080016": ["UI", "1.2.840.10008.1.3.10"] } },
      /without pixel data \(a DICOMDIR index\)/,
    ],
    "float pixel data": [
      { attributes: { "7fe00010": undefined, "7fe00008": ["OF", Buffer.alloc(48)] } },
      /floating-point/,
    ],
    "double pixel data": [
      { attributes: { "7fe00010": undefined, "7fe00009": ["OD", Buffer.alloc(96)] } },
      /floating-point/,
    ],
    colour: [{ attributes: { "00280004": ["CS", "RGB"], "00280002": ["US", 3] } }, /colour image \(RGB\)/],
    "a palette": [{ attributes: { "00280004": ["CS", "PALETTE COLOR"] } }, /colour image \(PALETTE COLOR\)/],
    "three samples": [{ attributes: { "00280002": ["US", 3] } }, /3 samples per pixel/],
    "no photometric interpretation": [
      { attributes: { "00280004": undefined } },
      /PhotometricInterpretation .* is blank/,
    ],
    "several frames": [{ attributes: { "00280008": ["IS", "12"] } }, /holds 12 frames/],
    "no rows": [{ attributes: { "00280010": undefined } }, /4 × 0 pixels/],
    "zero columns": [{ attributes: { "00280011": ["US", 0] } }, /0 × 3 pixels/],
    "far too many pixels": [
      { attributes: { "00280010": ["US", 65535], "00280011": ["US", 65535] } },
      /65535 × 65535 pixels/,
    ],
    "more rows than pixels": [
      { attributes: { "00280010": ["US", 4] } },
      /hold 24 bytes, rows × columns need 32/,
    ],
    "a pixel data length beyond the file": [
      { pixelDataLength: 4000, attributes: { "00280010": ["US", 9] } },
      /hold 24 bytes/,
    ],
    "32 bits": [{ attributes: { "00280100": ["US", 32] } }, /BitsAllocated .* is 32, expected 8 or 16/],
    "17 bits stored": [{ attributes: { "00280101": ["US", 17] } }, /BitsStored .* is 17, expected 1 to 16/],
    "a high bit below the bits stored": [
      { attributes: { "00280102": ["US", 7] } },
      /HighBit .* is 7, expected 11 to 15/,
    ],
    "a slope of zero": [{ attributes: { "00281053": ["DS", "0"] } }, /RescaleSlope .* is 0/],
    "a slope that isn't a number": [
      { attributes: { "00281053": ["DS", "a\n"] } },
      /RescaleSlope .* is a, expected a number/,
    ],
    "an infinite intercept": [
      { attributes: { "00281052": ["DS", "1e999"] } },
      /RescaleIntercept .* is 1e999/,
    ],
    "compressed pixel data without fragments": [
      { transferSyntax: rle },
      /RLE data are damaged .*not encapsulated/,
    ],
    "an RLE frame cut short": [
      {
        transferSyntax: rle,
        attributes: { "7fe00010": ["OB", encapsulated(Buffer.alloc(70))] },
        pixelDataLength: 0xffffffff,
      },
      /RLE data are damaged or truncated \(0 RLE segments, expected 2\)/,
    ],
    "text in place of a JPEG": [
      {
        transferSyntax: extended,
        attributes: { "7fe00010": ["OB", encapsulated(Buffer.from("not a JPEG"))] },
        pixelDataLength: 0xffffffff,
      },
      /JPEG extended data are damaged or truncated \(no frame header\)/,
    ],
  };
  for (const [name, [change, text]] of Object.entries(cases))
    it(name, async () => expect(await refusal(smallDicom(change))).toMatch(text));

  it("a modality table cut short", async () => {
    const file = readFileSync(dicomPath("u8-table-monochrome1"));
    // 200 entries from 20 on, 16 bits.
    const at = file.indexOf(Buffer.from([0xc8, 0x00, 0x14, 0x00, 0x10, 0x00]));
    expect(at).toBeGreaterThan(0);
    file.writeUInt16LE(5000, at);
    expect(await refusal(file)).toMatch(/LUTData .* is 400 bytes, expected 5000 entries/);
  });

  it("a missing transfer syntax", async () => {
    const file = smallDicom();
    file.writeUInt16LE(0x11, file.indexOf(Buffer.from([2, 0, 0x10, 0])) + 2);
    expect(await refusal(file)).toMatch(/without a transfer syntax/);
  });

  it("a header that ends early", async () => {
    expect(await refusal(smallDicom().subarray(0, 200))).toMatch(
      /damaged or truncated DICOM|without pixel data/,
    );
  });

  it("a deflated file cut short", async () => {
    const file = readFileSync(dicomPath("u12-deflated"));
    expect(await refusal(file.subarray(0, file.length - 60))).toMatch(/damaged or truncated DICOM file/);
  });
});

describe("damaged compressed frames", () => {
  for (const name of ["u12-rle", "u8-baseline", "u12-extended", "u12-lossless", "u12-jpegls", "u12-j2k"]) {
    it(`${name}: cut short`, async () => {
      const file = readFileSync(dicomPath(name));
      expect(await refusal(file.subarray(0, file.length - 60))).toMatch(/data are damaged or truncated/);
    });

    it(`${name}: half the stream in a fragment that says so`, async () => {
      const file = readFileSync(dicomPath(name));
      const start = file.indexOf(Buffer.from("e07f10004f420000ffffffff", "hex")) + 12;
      const table = start + 8 + file.readUInt32LE(start + 4);
      const length = file.readUInt32LE(table + 4);
      const half = file.subarray(table + 8, table + 8 + 2 * Math.floor(length / 4));
      const message = await refusal(Buffer.concat([file.subarray(0, start), encapsulated(half)]));
      expect(message).toMatch(/data are damaged or truncated/);
    });

    it(`${name}: other size than its header's`, async () => {
      const file = readFileSync(dicomPath(name));
      const rows = file.indexOf(Buffer.from([0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0]));
      file.writeUInt16LE(13, rows + 8);
      expect(await refusal(file)).toMatch(/data are damaged or truncated/);
    });
  }
});

describe("DICOM with oddities that are no errors", () => {
  const decoded = (change: SmallDicom) => decodeImage(smallDicom(change), "wrist.dcm");

  it("blank rescale, frames and spacing count as absent", async () => {
    const image = await decoded({
      attributes: {
        "00280008": ["IS", ""],
        "00281053": ["DS", ""],
        "00281052": ["DS", " "],
        "00280030": ["DS", ""],
      },
    });
    expect([...image.pixels]).toEqual(Array.from({ length: 12 }, (_, i) => 100 * i));
    expect(image.spacing).toBeNull();
  });

  const spacings: Record<string, [imager: string, pixel: string, expected: object | null]> = {
    "ImagerPixelSpacing first": ["0.1\\0.2", "0.3\\0.4", { row: 0.1, column: 0.2 }],
    "zero is no spacing": ["0\\0", "0.3\\0.4", { row: 0.3, column: 0.4 }],
    "negative is no spacing": ["-1\\1", "0.3\\0.4", { row: 0.3, column: 0.4 }],
    "one number is no spacing": ["0.1", "0.3\\0.4", { row: 0.3, column: 0.4 }],
    neither: ["inf\\nan", "1e999\\1", null],
  };
  for (const [name, [imager, pixel, expected]] of Object.entries(spacings))
    it(`spacing: ${name}`, async () => {
      const image = await decoded({ attributes: { "00181164": ["DS", imager], "00280030": ["DS", pixel] } });
      expect(image.spacing).toEqual(expected);
    });

  it("an icon's pixel data before the image's are not taken for it", async () => {
    const icon = Buffer.from("e07f1000" + "4f570000" + "04000000" + "ffffffff", "hex");
    const item = Buffer.concat([Buffer.from("feff00e0" + "10000000", "hex"), icon]);
    const image = await decoded({ attributes: { "00880200": ["SQ", item] } });
    expect(image.pixels[11]).toBe(1100);
  });
});
