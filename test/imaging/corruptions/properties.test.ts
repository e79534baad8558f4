import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corrupt, corruptions, severities } from "../../../src/imaging/corruptions/index.js";
import type { GreyImage } from "../../../src/imaging/image.js";

/** Mostly single pixels, rows and columns, and small images. */
const sizes = fc.oneof(
  fc.constant([1, 1]),
  fc.integer({ min: 2, max: 40 }).map((n) => [1, n]),
  fc.integer({ min: 2, max: 40 }).map((n) => [n, 1]),
  fc.tuple(fc.integer({ min: 2, max: 24 }), fc.integer({ min: 2, max: 24 })),
);

/** What values an image holds, and what its file says of them. */
const kinds = [
  { low: 0, high: 255, source: { format: "png", bitsStored: 8 } },
  { low: 0, high: 65535, source: { format: "png", bitsStored: 16 } },
  { low: 0, high: 4095, source: { format: "dicom", bitsStored: 12 } },
  // After a modality rescale: signed, and outside what the samples could hold.
  { low: -1024, high: 3071, source: { format: "dicom", bitsStored: 12 } },
  { low: -32768, high: 32767, source: { format: "dicom", bitsStored: 16 } },
  { low: -20, high: -10 },
] as const;

const images: fc.Arbitrary<GreyImage> = fc
  .record({
    size: sizes,
    kind: fc.constantFrom(...kinds),
    fill: fc.constantFrom(
      ...["constant", "any", "two values", "one apart", "faint, and one apart", "fractions"],
    ),
    spacing: fc.option(
      fc.record({
        row: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
        column: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
      }),
    ),
  })
  .chain(({ size: [width, height], kind, fill, spacing }) => {
    const value = fc.integer({ min: kind.low, max: kind.high });
    return fc
      .tuple(value, value, fc.array(value, { minLength: width * height, maxLength: width * height }))
      .map(([one, other, all]) => {
        const at = (v: number, i: number): number => {
          if (fill === "constant") return one;
          if (fill === "two values") return v % 2 === 0 ? one : other;
          if (/one apart/.test(fill) && i === Math.abs(all[0]) % all.length) return other;
          if (fill === "one apart") return one;
          // A grey scale of one unit: exposures span more than single precision holds.
          if (fill === "faint, and one apart") return Math.min(kind.high, one + (i % 2));
          return fill === "any" ? v : Math.max(kind.low, v - (i % 7) / 8);
        };
        return {
          ...{ width, height, spacing, pixels: Float32Array.from(all, at) },
          ...("source" in kind ? { source: kind.source } : {}),
        };
      });
  });

const keys = fc.stringMatching(/^[0-9a-f]{64}$/);

/** What the file's samples can hold, or else the image's own range. */
function rangeOf({ pixels, source }: GreyImage): [number, number] {
  const [least, greatest] = [Math.min(...pixels), Math.max(...pixels)];
  const full = source ? 2 ** source.bitsStored - 1 : 0;
  return source && least >= 0 && greatest <= full ? [0, full] : [least, greatest];
}

describe.each(corruptions)("$name of any image, at every severity", ({ name, values }) => {
  it("has its size, finite values in its range, the same again for the same key, and leaves the input alone", async () => {
    await fc.assert(
      fc.asyncProperty(images, keys, async (image, key) => {
        const before = image.pixels.slice();
        const [least, greatest] = rangeOf(image);
        for (const severity of severities) {
          const out = await corrupt(image, name, severity, key);
          const shrink = name === "down-sampling" ? values[severity - 1] : 1;
          const side = (length: number) => Math.max(1, Math.round(length / shrink));
          expect([out.width, out.height]).toEqual([side(image.width), side(image.height)]);
          expect(out.pixels).toBeInstanceOf(Float32Array);
          expect(out.pixels.length).toBe(out.width * out.height);
          expect(out.pixels.filter((value) => !(value >= least && value <= greatest))).toEqual(
            new Float32Array(),
          );
          expect(out.source).toEqual(image.source);
          expect(await corrupt(image, name, severity, key)).toEqual(out);
          expect(image.pixels).toEqual(before);
        }
      }),
      { numRuns: 25, seed: 20260711 },
    );
  });
});

it("an outlier far from all other values leaves none of them without a value", async () => {
  for (const outlier of [0, 65535])
    for (const { name } of corruptions) {
      const pixels = Float32Array.from({ length: 1600 }, (_, i) => (i === 777 ? outlier : 30_000 + (i % 2)));
      const image: GreyImage = {
        ...{ width: 40, height: 40, pixels, spacing: null, source: { format: "png", bitsStored: 16 } },
      };
      for (const severity of severities) {
        const out = await corrupt(image, name, severity, "outlier");
        expect(out.pixels.filter((value) => !(value >= 0 && value <= 65535)).length, name).toBe(0);
      }
    }
});

it.each(["quantum-noise", "electronic-noise"])("%s is another for another image file", async (name) => {
  const image: GreyImage = {
    ...{ width: 12, height: 12, spacing: null, source: { format: "dicom", bitsStored: 12 } },
    pixels: Float32Array.from({ length: 144 }, (_, i) => 1000 + 7 * i),
  };
  await fc.assert(
    fc.asyncProperty(keys, keys, fc.constantFrom(...severities), async (one, other, severity) => {
      fc.pre(one !== other);
      const [a, b] = await Promise.all([one, other].map((key) => corrupt(image, name, severity, key)));
      const equal = a.pixels.filter((value, i) => value === b.pixels[i]).length;
      expect(equal).toBeLessThan(36);
    }),
    { numRuns: 60, seed: 20260711 },
  );
});

it("values rise or fall strictly from severity to severity, but where all five are alike", () => {
  for (const { name, values } of corruptions) {
    const steps = values.slice(1).map((value, i) => Math.sign(value - values[i]));
    expect(new Set(steps).size, name).toBe(1);
    expect(steps[0] === 0, name).toBe(["horizontal-flip", "monochrome-inverted"].includes(name));
  }
});
