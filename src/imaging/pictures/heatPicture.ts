import { type HeatMap, onWholeImage, resampled, scaledToOne } from "../heatMap.js";
import type { PixelSpacing } from "../image.js";
import { resizeAntialiased } from "../resizeAntialiased.js";
import {
  type Area,
  black,
  blend,
  fromCircle,
  fromCross,
  fromFrame,
  type Picture,
  stroke,
  white,
  write,
} from "./canvas.js";
import { heatColour } from "./colourMap.js";

/** Length of the scale bar, mm. */
export const scaleBar = 20;

export interface HeatPicture {
  readonly width: number;
  readonly height: number;
  /** Contrast-normalised, 0–255. */
  readonly pixels: Uint8Array;
  readonly heat: HeatMap;
  /** Null where unknown: then there is no scale bar. */
  readonly spacing: PixelSpacing | null;
  /** Points in pixels, (0, 0) the centre of the first. */
  readonly peak: { readonly x: number; readonly y: number } | null;
  readonly fracture: { readonly x: number; readonly y: number } | null;
  /** Radius of the ring around the fracture, mm. */
  readonly within: number;
}

/** The part of the radiograph's brightness that is left under the heat map, which so is always the brighter. */
const ground = 0.55;
const gap = 4;

/**
 * A radiograph beside its heat map (scaled to its greatest value) on the same radiograph, darkened: colour
 * and opacity rise with heat. Both have a ring around the true fracture; the heat map has a cross on its
 * peak, the frame of the part it covers, and, on the radiograph, a scale bar.
 * @param side greatest side of either, pixels; never enlarged
 */
export function heatPicture(one: HeatPicture, side: number): Picture {
  // Pixels needn't be square; the picture's are.
  const stretch = one.spacing ? one.spacing.row / one.spacing.column : 1;
  const scale = Math.min(1, side / Math.max(one.width, one.height * stretch));
  const width = Math.max(1, Math.round(one.width * scale));
  const height = Math.max(1, Math.round(one.height * stretch * scale));
  const grey = resizeAntialiased(one.pixels, one.width, one.height, width, height);
  const heat = resampled(scaledToOne(onWholeImage(one.heat, one)), width, height).values;
  const picture = { width: 2 * width + gap, height, rgb: new Uint8Array(3 * (2 * width + gap) * height) };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = grey[y * width + x];
      const hot = heat[y * width + x];
      blend(picture, x, y, [value, value, value], 1);
      const dim = value * ground;
      const right = width + gap + x;
      blend(picture, right, y, [dim, dim, dim], 1);
      // Weak heat is let through as the radiograph, strong heat hides it.
      if (hot > 0) blend(picture, right, y, heatColour(0.25 + 0.75 * hot), 0.9 * Math.sqrt(hot));
    }
  const left: Area = { left: 0, top: 0, right: width, bottom: height };
  const right: Area = { ...left, left: width + gap, right: picture.width };
  for (let y = 0; y < height; y++) for (let x = width; x < right.left; x++) blend(picture, x, y, white, 1);
  const place = ({ x, y }: { x: number; y: number }, panel: Area) =>
    [panel.left + ((x + 0.5) * width) / one.width - 0.5, ((y + 0.5) * height) / one.height - 0.5] as const;
  const millimetre = one.spacing ? width / one.width / one.spacing.column : null;
  const radius = millimetre ? one.within * millimetre : width / 10;
  if (one.fracture)
    for (const panel of [left, right])
      stroke(picture, fromCircle(...place(one.fracture, panel), radius), panel);
  const { frame } = one.heat;
  if (frame.x !== 0 || frame.y !== 0 || frame.width !== one.width || frame.height !== one.height) {
    const [x0, y0] = place(frame, right);
    const [x1, y1] = place({ x: frame.x + frame.width, y: frame.y + frame.height }, right);
    stroke(picture, fromFrame({ left: x0, top: y0, right: x1, bottom: y1 }), right, 0.3);
  }
  if (one.peak) stroke(picture, fromCross(...place(one.peak, right), Math.max(4, width / 40)), right);
  if (millimetre) drawScale(picture, millimetre, height, width);
  return picture;
}

/** At the lower left of the radiograph, its length beside it. */
function drawScale(picture: Picture, millimetre: number, height: number, width: number): void {
  const length = Math.round(scaleBar * millimetre);
  const dot = Math.max(1, Math.round(width / 170));
  const margin = 4 * dot;
  if (length + margin > width) return;
  const top = height - margin - 2 * dot;
  for (let y = top - 1; y < Math.min(height, top + 2 * dot + 1); y++)
    for (let x = margin - 1; x < margin + length + 1; x++) {
      const isEdge = y < top || y >= top + 2 * dot || x < margin || x >= margin + length;
      if (y >= 0 && x < width) blend(picture, x, y, isEdge ? black : white, 1);
    }
  write(picture, `${scaleBar}mm`, margin, top - 7 * dot, dot);
}
