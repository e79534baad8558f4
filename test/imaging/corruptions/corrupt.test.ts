import { describe, expect, it } from "vitest";
import {
  corrupt,
  corruptionNamed,
  corruptions,
  type Severity,
  severities,
} from "../../../src/imaging/corruptions/index.js";
import { otherKey, smallRadiograph, someKey } from "./smallRadiograph.js";

/** Draw from their key. */
const seeded = ["quantum-noise", "electronic-noise"];

describe.each(corruptions)("$name", ({ name }) => {
  const image = smallRadiograph();
  const before = image.pixels.slice();

  it("keeps size and range, makes finite values and leaves its input alone", async () => {
    for (const severity of severities) {
      const { width, height, pixels } = await corrupt(image, name, severity, someKey);
      expect(pixels.length).toBe(width * height);
      if (name !== "down-sampling") expect([width, height]).toEqual([image.width, image.height]);
      expect(pixels.every((value) => value >= 0 && value <= 4095)).toBe(true);
      expect(image.pixels).toEqual(before);
    }
  });

  it("makes the same pixels whatever was made before", async () => {
    const first = await corrupt(image, name, 3, someKey);
    await corrupt(image, name, 4, otherKey);
    expect(await corrupt(image, name, 3, someKey)).toEqual(first);
  });
});

it("noise differs from key to key and from severity to severity", async () => {
  for (const name of seeded) {
    const image = smallRadiograph();
    const [one, other] = await Promise.all([
      corrupt(image, name, 3, someKey),
      corrupt(image, name, 3, otherKey),
    ]);
    const equal = one.pixels.filter((value, i) => value === other.pixels[i]).length;
    expect(equal / image.pixels.length).toBeLessThan(0.1);
  }
});

it("names a corruption that is near the one asked for", () => {
  expect(() => corruptionNamed("quantum-nois")).toThrow(
    /^no corruption "quantum-nois" \(did you mean "quantum-noise"\?\); known: quantum-noise, /,
  );
  expect(() => corrupt(smallRadiograph(), "fog", 1 as Severity, someKey)).toThrow("no corruption");
});
