import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { GreyImage } from "../../src/imaging/image.js";
import { readImage } from "../../src/imaging/readImage.js";
import { greatestDifference } from "./greatestDifference.js";

const folder = "../shared/real/dicom";
const present = existsSync(folder);
if (!present) console.warn(`skipped: real DICOM files are not at ${folder}`);

/** Stored values of an image without rescale: the inversion undone. */
function storedValues(image: GreyImage): Uint16Array {
  const { photometric, bitsStored } = image.source!;
  const stored = new Uint16Array(image.pixels);
  const greatest = 2 ** bitsStored - 1;
  if (photometric === "MONOCHROME1") for (let i = 0; i < stored.length; i++) stored[i] = greatest - stored[i];
  return stored;
}

function sha256(pixels: Uint16Array): string {
  return createHash("sha256")
    .update(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength))
    .digest("hex");
}

describe.skipIf(!present)("NEMA WG-04 sample images", () => {
  const hashes = new Map(
    present
      ? readFileSync(`${folder}/UNC-pixel-sha256.csv`, "utf8")
          .trim()
          .split("\n")
          .map((line) => [line.split(",")[0].slice(0, 3), line.split(",").at(-1)!.trim()] as const)
      : [],
  );
  for (const study of ["RG3", "NM1"])
    for (const encoding of ["UNC", "RLE", "JPLL", "JLSL", "J2KR"])
      it(`${study}_${encoding} decodes to the published hash`, async () => {
        const image = await readImage(`${folder}/${study}_${encoding}.dcm`);
        expect(sha256(storedValues(image))).toBe(hashes.get(study));
      });
});

describe.skipIf(!present)("real files, against pydicom, DCMTK and GDCM", () => {
  // SHA-256 of little-endian int32 of what pydicom gives after rescale or table, MONOCHROME1 mirrored;
  // the JPEG-LS near-lossless ones decompressed by DCMTK. See golden/real.py.
  const golden: { exact: Record<string, string> } = JSON.parse(
    readFileSync(new URL("golden/real.json", import.meta.url), "utf8"),
  );
  for (const [file, hash] of Object.entries(golden.exact))
    it(`${file} exactly`, async () => {
      const image = await readImage(`${folder}/${file}`);
      const values = new Int32Array(image.pixels);
      expect(greatestDifference(values, image.pixels)).toBe(0);
      expect(createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex")).toBe(hash);
    });
});

describe.skipIf(!present || !hasPydicom())("lossy files, against the other decoders run now", () => {
  // 12-bit JPEG differs by one where the inverse cosine transform rounds differently; so does the wavelet.
  for (const file of ["RG3_JPLY", "NM1_JPLY", "JPGExtended", "RG3_J2KI", "NM1_J2KI"])
    it(`${file} within 1`, async () => {
      const image = await readImage(`${folder}/${file}.dcm`);
      const script = new URL("golden/real.py", import.meta.url).pathname;
      const raw = execFileSync("/usr/bin/python3", [script, "decode", `${folder}/${file}.dcm`], {
        maxBuffer: 2 ** 28,
      });
      const reference = new Int32Array(new Uint8Array(raw).buffer);
      expect(greatestDifference(image.pixels, reference)).toBeLessThanOrEqual(1);
    });
});

/** Whether the Debian packages of golden/real.py are installed. */
function hasPydicom(): boolean {
  try {
    execFileSync("/usr/bin/python3", ["-c", "import pydicom"], { stdio: "ignore" });
    for (const tool of ["dcmdjpeg", "gdcmconv"]) execFileSync(tool, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!present)("real files that can't be scored", () => {
  const refusals: Record<string, RegExp> = {
    "ExplVR_BigEnd.dcm": /is a colour image \(RGB\)/,
    "MR_truncated.dcm": /pixel data hold 8130 bytes, rows × columns need 8192/,
    "badVR.dcm": /NumberOfFrames \(0028,0008\) is 1A, expected 1/,
    "SOURCE.txt": /is not an image this program reads/,
  };
  for (const [file, text] of Object.entries(refusals))
    it(file, async () => {
      const error: Error = await readImage(`${folder}/${file}`).then(
        () => expect.fail("was read"),
        (thrown) => thrown,
      );
      expect(error.name).toBe("UserError");
      expect(error.message).toMatch(text);
      expect(error.message).toContain(file);
    });
});
