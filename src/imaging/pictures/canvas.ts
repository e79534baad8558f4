/** A picture in colour, row-major, three bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

type Colour = readonly [number, number, number];
export const white: Colour = [255, 255, 255];
export const black: Colour = [0, 0, 0];

/** A rectangle between edges. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Mixes a colour into a pixel. */
export function blend({ width, rgb }: Picture, x: number, y: number, colour: Colour, opacity: number): void {
  const at = 3 * (y * width + x);
  for (let c = 0; c < 3; c++) rgb[at + c] = Math.round(rgb[at + c] * (1 - opacity) + colour[c] * opacity);
}

/**
 * Draws a line white on a wider black one, so that it is seen on any ground.
 * @param distance of a pixel from the line
 * @param clip where it may be drawn
 * @param half half the white line's width
 */
export function stroke(
  picture: Picture,
  distance: (x: number, y: number) => number,
  clip: Area,
  half = 0.8,
): void {
  const cover = (d: number, reach: number) => Math.min(1, Math.max(0, reach + 0.5 - d));
  for (let y = Math.max(0, clip.top); y < Math.min(picture.height, clip.bottom); y++)
    for (let x = Math.max(0, clip.left); x < Math.min(picture.width, clip.right); x++) {
      const d = distance(x, y);
      if (d > half + 2) continue;
      blend(picture, x, y, black, 0.8 * cover(d, half + 1));
      blend(picture, x, y, white, cover(d, half));
    }
}

/** Distance from a circle. */
export const fromCircle = (cx: number, cy: number, radius: number) => (x: number, y: number) =>
  Math.abs(Math.hypot(x - cx, y - cy) - radius);

/** Distance from an upright cross turned by 45°. */
export const fromCross = (cx: number, cy: number, arm: number) => (x: number, y: number) => {
  const along = [(x - cx + y - cy) / Math.SQRT2, (x - cx - y + cy) / Math.SQRT2];
  const toArm = (on: number, off: number) => Math.hypot(Math.max(0, Math.abs(on) - arm), off);
  return Math.min(toArm(along[0], along[1]), toArm(along[1], along[0]));
};

/** Distance from a rectangle's edges. */
export const fromFrame = (area: Area) => (x: number, y: number) => {
  const dx = Math.max(area.left - x, x - area.right);
  const dy = Math.max(area.top - y, y - area.bottom);
  return dx > 0 || dy > 0 ? Math.hypot(Math.max(0, dx), Math.max(0, dy)) : -Math.max(dx, dy);
};

/** Five rows of dots, a row a number, the left dot its greatest bit: `m` and `w` have 5 columns, all others 3. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  "0": [7, 5, 5, 5, 7],
  "1": [2, 6, 2, 2, 7],
  "2": [7, 1, 7, 4, 7],
  "3": [7, 1, 3, 1, 7],
  "4": [5, 5, 7, 1, 1],
  "5": [7, 4, 7, 1, 7],
  "6": [7, 4, 7, 5, 7],
  "7": [7, 1, 2, 2, 2],
  "8": [7, 5, 7, 5, 7],
  "9": [7, 5, 7, 1, 7],
  m: [0, 26, 21, 21, 21],
  a: [2, 5, 7, 5, 5],
  b: [6, 5, 6, 5, 6],
  c: [3, 4, 4, 4, 3],
  d: [6, 5, 5, 5, 6],
  e: [7, 4, 6, 4, 7],
  f: [7, 4, 6, 4, 4],
  g: [3, 4, 5, 5, 3],
  h: [5, 5, 7, 5, 5],
  i: [7, 2, 2, 2, 7],
  j: [1, 1, 1, 5, 2],
  k: [5, 5, 6, 5, 5],
  l: [4, 4, 4, 4, 7],
  n: [6, 5, 5, 5, 5],
  o: [2, 5, 5, 5, 2],
  p: [6, 5, 6, 4, 4],
  q: [2, 5, 5, 6, 3],
  r: [6, 5, 6, 5, 5],
  s: [3, 4, 2, 1, 6],
  t: [7, 2, 2, 2, 2],
  u: [5, 5, 5, 5, 7],
  v: [5, 5, 5, 5, 2],
  w: [17, 17, 21, 21, 10],
  x: [5, 5, 2, 5, 5],
  y: [5, 5, 2, 2, 2],
  z: [7, 1, 2, 4, 7],
  "-": [0, 0, 7, 0, 0],
  ".": [0, 0, 0, 0, 2],
  "%": [5, 1, 2, 4, 5],
};
const columnsOf = (letter: string) => (letter === "m" || letter === "w" ? 5 : 3);

/** Writes figures, small letters, `-`, `.` and `%` in dots, a gap for any other character: no font is needed, so that pictures are the same on every machine. */
export function write(picture: Picture, text: string, left: number, top: number, dot: number): void {
  const paint = (colour: Colour, margin: number) => {
    let start = left;
    for (const letter of text) {
      const columns = columnsOf(letter);
      (glyphs[letter] ?? []).forEach((bits, row) => {
        for (let column = 0; column < columns; column++)
          if ((bits >> (columns - 1 - column)) & 1)
            fill(picture, start + column * dot - margin, top + row * dot - margin, dot + 2 * margin, colour);
      });
      start += (columns + 1) * dot;
    }
  };
  paint(black, 1);
  paint(white, 0);
}

function fill(picture: Picture, left: number, top: number, side: number, colour: Colour): void {
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + side); y++)
    for (let x = Math.max(0, left); x < Math.min(picture.width, left + side); x++)
      blend(picture, x, y, colour, 1);
}
