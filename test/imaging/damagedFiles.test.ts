import fc from "fast-check";
import { describe, it } from "vitest";
import { decodesOrRefuses, goldenBytes, survivesDamage } from "./damage.js";
import { smallDicom } from "./smallDicom.js";

const limit = 5000;

describe("whatever the bytes, decoding ends with an image or a UserError", () => {
  for (const name of [
    "u12-implicit",
    "u12-big",
    "u8-deflated",
    "u8-table-monochrome1",
    "u12-bare-implicit",
    "u12-rle",
  ])
    it(`${name} with damage`, () => survivesDamage(name, 150, limit));
  for (const name of ["u8-baseline", "u12-extended", "u12-lossless", "u12-jpegls", "u12-j2k"])
    it(`${name} with damage`, () => survivesDamage(name, 60, limit));
  for (const name of ["grey16.png", "grey8.tif", "turned.jpg"])
    it(`${name} with damage`, () => survivesDamage(name, 60, limit));

  it("random bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => decodesOrRefuses(bytes, limit)),
      { numRuns: 200, seed: 1 },
    );
  });

  it("random bytes after a right beginning", async () => {
    const start = smallDicom().subarray(0, 170);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) =>
        decodesOrRefuses(Buffer.concat([start, bytes]), limit),
      ),
      { numRuns: 200, seed: 2 },
    );
  });

  it("every beginning of a file", async () => {
    for (const name of ["u12-explicit", "u12-rle", "grey16.png"]) {
      const bytes = goldenBytes(name);
      for (let length = 0; length < bytes.length; length += 3)
        await decodesOrRefuses(bytes.subarray(0, length), limit);
    }
  });
});
