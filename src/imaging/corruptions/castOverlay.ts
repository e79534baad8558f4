import type { RandomStream } from "../../statistics/random.js";
import type { GreyImage } from "../image.js";
import { resizeBilinear } from "../resizeBilinear.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import type { Apply } from "./corruption.js";
import { clamp, greyScale, latitude } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";
import { signedDistance } from "./signedDistance.js";

/** Attenuation of a plaster bandage, a mm: gypsum of some 0.9 g/cm³ at 35–40 keV. */
const plaster = 0.04;
/** Padding between skin and plaster, mm. */
const padding = 2;
/** The part of the arm's length in the image that the cast leaves free at the hand's end. */
const free = 0.22;
/** Unevenness of the plaster: its share, and its grain in mm. */
const [unevenness, grain] = [0.12, 1];

/**
 * A plaster cast around the arm: rays cross its shell twice, and most of it at its edges. It follows the arm's
 * outline and leaves the hand's end free, which is away from the side of the image where most of the arm
 * leaves it.
 */
export const castOverlay: Apply = (image, thickness, { ofImage }) => {
  const scale = greyScale(image);
  const anatomy = anatomyOf(image, scale);
  if (!anatomy.arm.includes(1)) return image;
  const { width, height } = image;
  const shell = shellPaths(image, anatomy, thickness);
  const paths = resizeBilinear(shell, anatomy.columns, anatomy.rows, width, height);
  const { row, column } = pixelPitch(image);
  const texture = unevenPlaster(ofImage(), width, height, grain / column, grain / row);
  const factor = (plaster * scale.span) / latitude;
  const pixels = image.pixels.slice();
  for (let i = 0; i < pixels.length; i++) pixels[i] += factor * paths[i] * texture[i];
  return { ...image, pixels: clamp(pixels, scale) };
};

/** Plaster that the ray through each cell crosses, mm. */
function shellPaths(image: GreyImage, anatomy: Anatomy, thickness: number): Float32Array {
  const { columns, rows, arm, cellWidth } = anatomy;
  const cell = cellWidth * pixelPitch(image).column;
  const distance = signedDistance(arm, columns, rows);
  const deepest = distance.reduce((most, value) => Math.max(most, value), 0) * cell;
  const outer = deepest + padding + thickness;
  const covered = reachOfCast(anatomy);
  return distance.map((cells, i) => {
    const depth = Math.min(outer, cells * cell + padding + thickness);
    if (depth <= 0) return 0;
    const fromAxis = outer - depth;
    const whole = Math.sqrt(outer ** 2 - fromAxis ** 2);
    const hollow = Math.sqrt(Math.max(0, (outer - thickness) ** 2 - fromAxis ** 2));
    return 2 * (whole - hollow) * covered[i];
  });
}

/** 1 where the cast is, 0 beyond its end at the hand, two cells between. */
function reachOfCast({ columns, rows, arm }: Anatomy): Float32Array {
  let [top, bottom, left, right] = [0, 0, 0, 0];
  for (let x = 0; x < columns; x++) {
    top += arm[x];
    bottom += arm[(rows - 1) * columns + x];
  }
  for (let y = 0; y < rows; y++) {
    left += arm[y * columns];
    right += arm[y * columns + columns - 1];
  }
  const most = Math.max(top, bottom, left, right);
  const along = (x: number, y: number): number => {
    if (bottom === most) return y / rows - free;
    if (top === most) return 1 - free - y / rows;
    return left === most ? 1 - free - x / columns : x / columns - free;
  };
  const cells = Math.max(columns, rows) / 2;
  return Float32Array.from(arm, (_, i) =>
    Math.min(1, Math.max(0, 0.5 + along(i % columns, Math.floor(i / columns)) * cells)),
  );
}

/** A field of mean 1, uneven at the scale of the grain. */
function unevenPlaster(
  stream: RandomStream,
  width: number,
  height: number,
  grainAcross: number,
  grainDown: number,
): Float32Array {
  const columns = Math.max(2, Math.ceil(width / Math.max(1, grainAcross)));
  const rows = Math.max(2, Math.ceil(height / Math.max(1, grainDown)));
  const coarse = Float32Array.from(
    { length: columns * rows },
    () => 1 + unevenness * 2 * (stream.uniform() - 0.5) * Math.sqrt(3),
  );
  return resizeBilinear(coarse, columns, rows, width, height);
}
