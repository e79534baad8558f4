import type { GreyImage } from "../image.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import type { Apply } from "./corruption.js";
import { greyScale } from "./exposure.js";
import { findMarkers, type Marker } from "./findMarkers.js";
import { drawLetter } from "./leadLetter.js";
import { letterWidth } from "./letters.js";
import { pixelPitch } from "./pixelPitch.js";

/** Room that the place of an added letter has, mm: the same for all its sizes. */
const room = 18;
/** Brightness of lead on the scale from air (0) to dense bone (1). */
const lead = 1.1;

/** A lead letter, L or R whichever the key says, where the image is darkest: clear of the arm if there is room. */
export const markerAdded: Apply = (image, height, { ofImage }) => {
  const scale = greyScale(image);
  const letter = ofImage().integer(2) === 0 ? "L" : "R";
  const { x, y } = darkestPlace(image, anatomyOf(image, scale));
  const pixels = image.pixels.slice();
  const value = Math.min(scale.greatest, scale.air + lead * scale.span);
  drawLetter(pixels, image, { letter, x, y, height, turns: 0, value });
  return { ...image, pixels };
};

/** Every marker that is found loses a share of its contrast; at 1 it is gone. The image itself without one. */
export const markerRemoved: Apply = (image, share) => {
  const markers = findMarkers(image, greyScale(image));
  if (markers.length === 0) return image;
  const pixels = image.pixels.slice();
  for (const marker of markers) fade(pixels, image, marker, share);
  return { ...image, pixels };
};

/**
 * The clearest marker gives way to the other side's letter in its place; where it couldn't be read, to L or R
 * whichever the key says. The image itself where no marker is found.
 */
export const markerSwapped: Apply = (image, size, { ofImage }) => {
  const [marker] = findMarkers(image, greyScale(image));
  if (!marker) return image;
  const { reading, value } = marker;
  const side = reading ? reading.letter === "R" : ofImage().integer(2) === 0;
  const { row, column } = pixelPitch(image);
  const across = (marker.right - marker.left) * column;
  const down = (marker.bottom - marker.top) * row;
  const pixels = image.pixels.slice();
  fade(pixels, image, marker, 1);
  drawLetter(pixels, image, {
    letter: side ? "L" : "R",
    x: (marker.left + marker.right - 1) / 2,
    y: (marker.top + marker.bottom - 1) / 2,
    height: size * Math.max(across, down),
    turns: reading?.turns ?? 0,
    value: Math.min(value, greyScale(image).greatest),
  });
  return { ...image, pixels };
};

/**
 * Takes a share of a marker's contrast away, in place: what stands out of its frame is moved towards the values
 * at the frame's four sides, weighted by their nearness.
 */
function fade(pixels: Float32Array, { width, height }: GreyImage, marker: Marker, share: number): void {
  const margin = Math.max(2, Math.round((marker.bottom - marker.top) / 8));
  const left = Math.max(0, marker.left - margin);
  const right = Math.min(width - 1, marker.right + margin);
  const top = Math.max(0, marker.top - margin);
  const bottom = Math.min(height - 1, marker.bottom + margin);
  const before = pixels.slice(top * width, (bottom + 1) * width);
  const at = (x: number, y: number) => before[(y - top) * width + x];
  const standsOut = marker.ground + 0.2 * (marker.value - marker.ground);
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      if (!isNear(x, y)) continue;
      const sides = [
        [at(left, y), x - left],
        [at(right, y), right - x],
        [at(x, top), y - top],
        [at(x, bottom), bottom - y],
      ];
      let [sum, weights] = [0, 0];
      for (const [value, distance] of sides) {
        // A side that is itself lead, or the collimator's edge, says nothing of the ground.
        if (value > standsOut) continue;
        sum += value / (distance + 1);
        weights += 1 / (distance + 1);
      }
      const ground = weights > 0 ? sum / weights : marker.ground;
      pixels[y * width + x] += share * (ground - pixels[y * width + x]);
    }

  /** Whether lead is at the pixel or beside it, so that its blurred edge goes too. */
  function isNear(x: number, y: number): boolean {
    for (let v = Math.max(top, y - 2); v <= Math.min(bottom, y + 2); v++)
      for (let u = Math.max(left, x - 2); u <= Math.min(right, x + 2); u++)
        if (at(u, v) > standsOut) return true;
    return false;
  }
}

/** The middle (pixels) of the place, as large as a letter's room, that is darkest and furthest from the arm. */
function darkestPlace(image: GreyImage, { columns, rows, cellWidth, cellHeight, arm, brightness }: Anatomy) {
  const { row, column } = pixelPitch(image);
  const across = Math.max(1, Math.min(columns, Math.ceil((room * letterWidth) / column / cellWidth)));
  const down = Math.max(1, Math.min(rows, Math.ceil(room / row / cellHeight)));
  let [best, least] = [{ x: 0, y: 0 }, Number.POSITIVE_INFINITY];
  for (let top = 0; top + down <= rows; top++)
    for (let left = 0; left + across <= columns; left++) {
      let cost = 0;
      for (let y = top; y < top + down; y++)
        for (let x = left; x < left + across; x++) {
          const at = y * columns + x;
          cost += brightness[at] + arm[at];
        }
      if (cost < least)
        [best, least] = [{ x: (left + across / 2) * cellWidth, y: (top + down / 2) * cellHeight }, cost];
    }
  return best;
}
