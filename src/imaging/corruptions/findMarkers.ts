import type { GreyImage } from "../image.js";
import { connectedPieces } from "./anatomy.js";
import { areaAverage } from "./areaAverage.js";
import { broadBlur } from "./broadBlur.js";
import type { GreyScale } from "./exposure.js";
import { fromLetter, type Letter, letterWidth } from "./letters.js";
import { pixelPitch } from "./pixelPitch.js";

/** Pixel of the search, mm: a stroke of a lead letter has three or four. */
const searchPitch = 0.4;
/** Sides of a marker, mm: the longer, and the shorter. */
const [shortest, longest, narrowest] = [5, 26, 2.5];
/** Least rise above the surroundings, as a share of the grey scale. */
const rise = 0.15;
/** Least rise of what can't be read as a letter: lead on air rises as much, and no bone's edge on soft tissue. */
const unreadRise = 0.5;
/** Standard deviation of the surroundings that a letter is compared with, mm. */
const surroundings = 5;
/** Greatest deviation of the frame around a marker, as a share of the marker's rise above it. */
const evenness = 0.3;
/** Least overlap (Dice) of a letter's shape with a marker's for it to be read. */
const likeness = 0.75;

/** A bright letter-like thing on an even ground. */
export interface Marker {
  /** Its frame in image pixels, the right and bottom edges outside. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Mean stored value of its lead. */
  readonly value: number;
  /** Mean stored value around it. */
  readonly ground: number;
  /** Null where it couldn't be read. */
  readonly reading: { readonly letter: Letter; readonly turns: 0 | 1 | 2 | 3 } | null;
}

/**
 * Finds lead letters: pieces clearly brighter than their surroundings, of a letter's size and fill, whose frame
 * is even (air or soft tissue, no bone). The brightest of their ground first. What can't be read must stand out
 * as lead does on air, for bones and impacted fractures have such sizes too. Letters that touch the arm's bones
 * or the collimator's edge are missed; that is said where markers are counted.
 */
export function findMarkers(image: GreyImage, { span }: GreyScale): Marker[] {
  const pitch = pixelPitch(image);
  const width = Math.max(1, Math.round(image.width / Math.max(1, searchPitch / pitch.column)));
  const height = Math.max(1, Math.round(image.height / Math.max(1, searchPitch / pitch.row)));
  const values = areaAverage(image.pixels, image.width, image.height, width, height);
  const perColumn = (pitch.column * image.width) / width;
  const perRow = (pitch.row * image.height) / height;
  const around = broadBlur(values, width, height, surroundings / perColumn, surroundings / perRow);
  const mask = new Uint8Array(values.length);
  for (let i = 0; i < mask.length; i++) if (values[i] > around[i] + rise * span) mask[i] = 1;
  const found: Marker[] = [];
  for (const piece of connectedPieces(mask, width, height)) {
    const box = boxOf(piece, width);
    const [across, down] = [(box.right - box.left) * perColumn, (box.bottom - box.top) * perRow];
    if (Math.max(across, down) < shortest || Math.max(across, down) > longest) continue;
    if (Math.min(across, down) < narrowest) continue;
    const fill = piece.length / ((box.right - box.left) * (box.bottom - box.top));
    if (fill < 0.2 || fill > 0.75) continue;
    const value = piece.reduce((sum, at) => sum + values[at], 0) / piece.length;
    const frame = frameOf(values, width, height, box);
    if (value - frame.mean < rise * span || frame.deviation > evenness * (value - frame.mean)) continue;
    const reading = readLetter(piece, box, width);
    if (reading === null && value - frame.mean < unreadRise * span) continue;
    found.push({
      left: Math.floor((box.left * image.width) / width),
      top: Math.floor((box.top * image.height) / height),
      right: Math.ceil((box.right * image.width) / width),
      bottom: Math.ceil((box.bottom * image.height) / height),
      value,
      ground: frame.mean,
      reading,
    });
  }
  return found.sort((a, b) => b.value - b.ground - (a.value - a.ground));
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxOf(piece: readonly number[], width: number): Box {
  let [left, top, right, bottom] = [width, Number.POSITIVE_INFINITY, 0, 0];
  for (const at of piece) {
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
  }
  return { left, top, right, bottom };
}

/** Mean and standard deviation of the frame two to three pixels outside a box. */
function frameOf(values: Float32Array, width: number, height: number, box: Box) {
  let [count, sum, squares] = [0, 0, 0];
  for (let y = Math.max(0, box.top - 3); y < Math.min(height, box.bottom + 3); y++)
    for (let x = Math.max(0, box.left - 3); x < Math.min(width, box.right + 3); x++) {
      if (x >= box.left - 1 && x <= box.right && y >= box.top - 1 && y <= box.bottom) continue;
      const value = values[y * width + x];
      count++;
      sum += value;
      squares += value * value;
    }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** The letter and turn whose shape in the same box overlaps most, where that is enough. */
function readLetter(piece: readonly number[], box: Box, width: number): Marker["reading"] {
  const [columns, rows] = [box.right - box.left, box.bottom - box.top];
  const lead = new Uint8Array(columns * rows);
  for (const at of piece) lead[(Math.floor(at / width) - box.top) * columns + (at % width) - box.left] = 1;
  let best: Marker["reading"] = null;
  let most = likeness;
  for (const letter of ["L", "R"] as const)
    for (const turns of [0, 1, 2, 3] as const) {
      let [both, ink] = [0, 0];
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++) {
          const [u, v] = [(x + 0.5) / columns, (y + 0.5) / rows];
          const [across, down] = [
            [u, v],
            [v, 1 - u],
            [1 - u, 1 - v],
            [1 - v, u],
          ][turns];
          if (fromLetter(letter, across * letterWidth, down) > 0) continue;
          ink++;
          both += lead[y * columns + x];
        }
      const overlap = (2 * both) / (ink + piece.length);
      if (overlap > most) [most, best] = [overlap, { letter, turns }];
    }
  return best;
}
