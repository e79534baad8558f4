import { expect, it } from "vitest";
import { greyScale } from "../../../src/imaging/corruptions/exposure.js";
import { findMarkers } from "../../../src/imaging/corruptions/findMarkers.js";
import { corrupt } from "../../../src/imaging/corruptions/index.js";
import { smallRadiograph, someKey } from "./smallRadiograph.js";

/** A bar across soft tissue, as the sclerosed line of an impacted fracture: 12 × 3 mm, a third of the scale. */
function withBar(rise: number) {
  const image = smallRadiograph(300, 240);
  for (let y = 100; y < 115; y++)
    for (let x = 130; x < 170; x++) image.pixels[y * 300 + x] += rise * (0.4 + 0.6 * ((x >> 2) % 2));
  return image;
}

it("a bar that rises from tissue as bone does is no marker, and is neither removed nor swapped", () => {
  const image = withBar(700);
  expect(findMarkers(image, greyScale(image))).toEqual([]);
  for (const name of ["marker-removed", "marker-swapped"])
    expect(corrupt(image, name, 5, someKey)).toBe(image);
});

it("a T of lead on air is a marker that reads as neither letter", () => {
  const image = smallRadiograph(300, 240);
  for (let y = 100; y < 140; y++)
    for (let x = 14; x < 42; x++) if (y < 107 || (x >= 25 && x < 31)) image.pixels[y * 300 + x] = 3400;
  const found = findMarkers(image, greyScale(image));
  expect(found.map(({ reading }) => reading)).toEqual([null]);
  expect(corrupt(image, "marker-removed", 5, someKey)).not.toBe(image);
});
