import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect } from "vitest";
import { decodeImage } from "../../src/imaging/readImage.js";
import { UserError } from "../../src/messages/userError.js";
import { dicomPath } from "./golden.js";

/** A golden file by name: a DICOM file without extension, or another image. */
export function goldenBytes(name: string): Buffer {
  const path = name.includes(".")
    ? fileURLToPath(new URL(`golden/${name}`, import.meta.url))
    : dicomPath(name);
  return readFileSync(path);
}

interface Damage {
  cut: number;
  flips: { at: number; value: number }[];
  insertion: { at: number; bytes: Uint8Array };
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** A few changed bytes, sometimes the end cut off, sometimes bytes put in. */
const damage: fc.Arbitrary<Damage> = fc.record({
  cut: fc.oneof(fc.constant(1), fc.constant(1), fraction),
  flips: fc.array(fc.record({ at: fraction, value: fc.integer({ min: 0, max: 255 }) }), { maxLength: 8 }),
  insertion: fc.record({
    at: fraction,
    bytes: fc.oneof(fc.constant(new Uint8Array(0)), fc.uint8Array({ maxLength: 12 })),
  }),
});

function damaged(original: Buffer, { cut, flips, insertion }: Damage): Buffer {
  const bytes = Buffer.from(original);
  for (const { at, value } of flips) bytes[Math.min(Math.floor(at * bytes.length), bytes.length - 1)] = value;
  const place = Math.floor(insertion.at * bytes.length);
  const whole = Buffer.concat([bytes.subarray(0, place), insertion.bytes, bytes.subarray(place)]);
  return whole.subarray(0, Math.floor(cut * whole.length));
}

/** Decoding may succeed or throw a UserError of one line, and must end within `limit` milliseconds. */
export async function decodesOrRefuses(bytes: Uint8Array, limit: number): Promise<void> {
  const start = performance.now();
  try {
    const image = await decodeImage(bytes, "x");
    if (image.pixels.length !== image.width * image.height) throw new Error("pixels don't fill the image");
    if (!image.pixels.every((value) => Number.isFinite(value))) throw new Error("a pixel is not a number");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toMatch(/^image x: [^\n]+; [^\n]+$/);
  }
  expect(performance.now() - start).toBeLessThan(limit);
}

/** Decodes a file with `numRuns` random damages, the same ones each time. */
export async function survivesDamage(name: string, numRuns: number, limit: number): Promise<void> {
  const original = goldenBytes(name);
  await fc.assert(
    fc.asyncProperty(damage, (change) => decodesOrRefuses(damaged(original, change), limit)),
    { numRuns, seed: 20211 },
  );
}
