import type { GreyImage } from "../image.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import type { Apply } from "./corruption.js";
import { clamp, greyScale, latitude } from "./exposure.js";
import { fromLine } from "./letters.js";
import { pixelPitch } from "./pixelPitch.js";

/** Attenuation of surgical steel, a mm, at 35–40 keV. */
const steel = 0.9;
/** mm */
const plate = { length: 50, width: 9, thickness: 1.8 };

/** A straight piece of metal, mm from the arm's middle, across and along its axis. */
interface Piece {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Half its width. */
  readonly radius: number;
  /** Round wires are thickest in the middle; flat plates evenly thick. */
  readonly thickness: number | "round";
}

/**
 * Metal of an earlier operation over the middle of the arm: two Kirschner wires crossing, then a plate along
 * the arm with screws across it. The value says how many pieces of these, in that order.
 */
export const hardwareOverlay: Apply = (image, count, { ofImage }) => {
  const scale = greyScale(image);
  const anatomy = anatomyOf(image, scale);
  if (!anatomy.arm.includes(1)) return image;
  const stream = ofImage();
  const jitter = (width: number) => width * (stream.uniform() - 0.5);
  const lean = 8 + 6 * stream.uniform();
  const shift = jitter(6);
  const wire = (sign: number): Piece => ({
    from: [shift - sign * lean, -18 + jitter(4)],
    to: [shift + sign * lean, 18 + jitter(4)],
    radius: 0.8,
    thickness: "round",
  });
  const along = plate.length / 2 - plate.width / 2;
  const pieces: Piece[] = [
    wire(1),
    wire(-1),
    { from: [shift, -along], to: [shift, along], radius: plate.width / 2, thickness: plate.thickness },
    ...[-18, 16, -10, 8, -2, 22].map(
      (at): Piece => ({
        from: [shift - 8, at + jitter(2)],
        to: [shift + 8, at],
        radius: 1.3,
        thickness: "round",
      }),
    ),
  ];
  const pixels = image.pixels.slice();
  const frame = axisOf(image, anatomy);
  for (const piece of pieces.slice(0, count))
    addMetal(pixels, image, frame, piece, (steel * scale.span) / latitude);
  return { ...image, pixels: clamp(pixels, scale) };
};

/** The arm's middle (mm from the image's corner) and the direction of its axis. */
interface Axis {
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
}

/** Centre of gravity and longest principal axis of the arm's cells. */
function axisOf(image: GreyImage, { columns, arm, cellWidth, cellHeight }: Anatomy): Axis {
  const { row, column } = pixelPitch(image);
  let [n, sx, sy, sxx, sxy, syy] = [0, 0, 0, 0, 0, 0];
  arm.forEach((cell, i) => {
    if (!cell) return;
    const x = ((i % columns) + 0.5) * cellWidth * column;
    const y = (Math.floor(i / columns) + 0.5) * cellHeight * row;
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
    syy += y * y;
  });
  const [x, y] = [sx / n, sy / n];
  const angle = 0.5 * Math.atan2(2 * (sxy / n - x * y), sxx / n - x * x - (syy / n - y * y));
  return { x, y, cos: Math.cos(angle), sin: Math.sin(angle) };
}

/** Adds a piece's path of metal to the grey values, in place. */
function addMetal(
  pixels: Float32Array,
  image: GreyImage,
  axis: Axis,
  { from, to, radius, thickness }: Piece,
  perMillimetre: number,
): void {
  const { width, height } = image;
  const { row, column } = pixelPitch(image);
  const edge = Math.min(row, column);
  const place = ([across, along]: readonly [number, number]) =>
    [axis.x + axis.cos * along - axis.sin * across, axis.y + axis.sin * along + axis.cos * across] as const;
  const [x0, y0] = place(from);
  const [x1, y1] = place(to);
  const [left, right] = [Math.min(x0, x1) - radius - edge, Math.max(x0, x1) + radius + edge];
  const [top, bottom] = [Math.min(y0, y1) - radius - edge, Math.max(y0, y1) + radius + edge];
  for (let v = Math.max(0, Math.floor(top / row)); v < Math.min(height, bottom / row); v++)
    for (let u = Math.max(0, Math.floor(left / column)); u < Math.min(width, right / column); u++) {
      const distance = fromLine((u + 0.5) * column, (v + 0.5) * row, x0, y0, x1, y1);
      const cover = Math.min(1, Math.max(0, 0.5 + (radius - distance) / edge));
      if (cover === 0) continue;
      const path =
        thickness === "round" ? 2 * Math.sqrt(Math.max(0, radius ** 2 - distance ** 2)) : cover * thickness;
      pixels[v * width + u] += perMillimetre * path;
    }
}
