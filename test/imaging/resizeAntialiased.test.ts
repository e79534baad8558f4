import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resizeAntialiased } from "../../src/imaging/resizeAntialiased.js";

const golden: {
  name: string;
  size: [number, number, number, number];
  source: string;
  resized: string;
}[] = JSON.parse(readFileSync(new URL("golden/antialiased.json", import.meta.url), "utf8"));
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

describe("antialiased resizing, value for value Pillow's BILINEAR on 8 bits", () => {
  it.each(golden)("$name", ({ source, size, resized }) => {
    expect(resizeAntialiased(bytes(source), ...size)).toEqual(bytes(resized));
  });

  it("refuses a source that isn't its size, and an empty result", () => {
    expect(() => resizeAntialiased(new Uint8Array(5), 2, 3, 4, 4)).toThrow("5 values is not 2 × 3");
    expect(() => resizeAntialiased(new Uint8Array(6), 2, 3, 0, 4)).toThrow(RangeError);
  });
});
