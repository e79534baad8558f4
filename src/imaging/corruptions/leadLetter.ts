import type { GreyImage } from "../image.js";
import { fromLetter, type Letter, letterWidth } from "./letters.js";
import { pixelPitch } from "./pixelPitch.js";

/** A letter on the detector. */
export interface LeadLetter {
  readonly letter: Letter;
  /** Its middle, pixels. */
  readonly x: number;
  readonly y: number;
  /** mm */
  readonly height: number;
  /** Quarter turns, clockwise. */
  readonly turns: 0 | 1 | 2 | 3;
  /** Stored value of its lead. */
  readonly value: number;
}

/** Draws a letter, in place: what is under it is at least as bright as its lead; edges are a pixel wide. */
export function drawLetter(pixels: Float32Array, image: GreyImage, lead: LeadLetter): void {
  const { width, height } = image;
  const pitch = pixelPitch(image);
  const reachX = lead.height / pitch.column;
  const reachY = lead.height / pitch.row;
  const pixel = Math.min(pitch.row, pitch.column) / lead.height;
  const cos = [1, 0, -1, 0][lead.turns];
  const sin = [0, 1, 0, -1][lead.turns];
  for (let y = Math.max(0, Math.floor(lead.y - reachY)); y <= Math.min(height - 1, lead.y + reachY); y++)
    for (let x = Math.max(0, Math.floor(lead.x - reachX)); x <= Math.min(width - 1, lead.x + reachX); x++) {
      const right = ((x - lead.x) * pitch.column) / lead.height;
      const down = ((y - lead.y) * pitch.row) / lead.height;
      const across = cos * right + sin * down + letterWidth / 2;
      const along = cos * down - sin * right + 0.5;
      const cover = Math.min(1, Math.max(0, 0.5 - fromLetter(lead.letter, across, along) / pixel));
      const at = y * width + x;
      if (cover > 0 && pixels[at] < lead.value) pixels[at] += cover * (lead.value - pixels[at]);
    }
}
