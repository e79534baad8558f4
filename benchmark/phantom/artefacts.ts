import type { Canvas } from "./canvas.js";
import type { Draw } from "./draw.js";
import { type Projection, pixelOf } from "./geometry.js";
import { MUSCLE, PLASTER, STEEL } from "./materials.js";
import type { Profile, Shaft } from "./shaft.js";
import type { Solid } from "./solid.js";
import { IDENTITY, type Placement, placement, type Vector } from "./vector.js";

/** A plaster cast around the arm: a shell some millimetres off the skin. */
export function castAround(skin: Profile, draw: Draw): Shaft {
  const [away, thick, top] = [draw.between(1.5, 3.5), draw.between(3, 5), draw.between(38, 70)];
  const sections = skin.sections.map((value, i) =>
    i % 5 === 4 ? thick : i % 5 === 2 || i % 5 === 3 ? value + away + thick : value,
  );
  return {
    placement: IDENTITY,
    profile: { ...skin, sections },
    clips: [{ offset: top, normal: [draw.normal(0, 0.05), -1, 0], plate: 0 }],
    bands: [],
    shell: PLASTER * draw.between(0.25, 0.6),
    core: 0,
    displaced: 0,
    texture: 0,
    shellTexture: 0.28,
    textureAt: [draw.integer(4096), draw.integer(4096)],
    waviness: 1.1,
  };
}

/** A volar plate with screws on the radius. */
export function plateAndScrews(draw: Draw): Solid[] {
  const metal = (place: Placement, half: Vector, facets: Solid["facets"]): Solid => ({
    placement: place,
    body: { centre: [0, 0, 0], half },
    facets,
    hollows: [],
    shell: 0,
    shellExcess: STEEL - MUSCLE,
    coreExcess: 0,
    texture: 0,
    textureAt: [0, 0],
    waviness: 0,
  });
  const slab = (place: Placement, x: number, y: number, z: number): Solid =>
    metal(
      place,
      [x * 1.25, y * 1.25, z * 6],
      [
        { normal: [1, 0, 0], distance: x },
        { normal: [-1, 0, 0], distance: x },
        { normal: [0, 1, 0], distance: y },
        { normal: [0, -1, 0], distance: y },
        { normal: [0, 0, 1], distance: z },
        { normal: [0, 0, -1], distance: z },
      ],
    );
  const lean = draw.normal(0, 3);
  const things = [
    slab(placement(-8, 0, lean, [1, -9, -12.5]), 10, 5.5, 1.1),
    slab(placement(2, 0, lean, [1, -32, -8.6]), 4.6, draw.between(20, 26), 1.1),
  ];
  const screw = (x: number, y: number, z: number) =>
    things.push(metal(placement(draw.normal(0, 5), 0, 0, [x, y, z]), [1.35, 1.35, 10.5], []));
  for (const x of [-6, -1.5, 3.5, 8]) screw(x + draw.normal(0, 0.5), -7.5 + draw.normal(0, 0.7), -3);
  for (const y of [-24, -33, -42, -50]) if (draw.chance(0.85)) screw(1 + draw.normal(0, 0.6), y, -1);
  return things;
}

/** A skin fold or the edge of a bandage or sleeve: a thin line across the metaphysis, in one view. */
export function foldLine(canvas: Canvas, view: Projection, draw: Draw): void {
  const height = draw.between(-20, -9);
  const slope = draw.normal(0, 0.16);
  const bow = draw.normal(0, 0.003);
  const width = draw.between(0.5, 1.1);
  const amplitude = draw.between(0.05, 0.115) * (draw.chance(0.6) ? 1 : -1);
  const edge = draw.between(0, 0.05);
  const [c0, r0] = pixelOf(view, [0, height, 0]);
  const up = view.perRow[1] < 0 ? 1 : -1;
  for (let row = 0; row < canvas.rows; row++) {
    for (let column = 0; column < canvas.columns; column++) {
      const pixel = row * canvas.columns + column;
      if (canvas.tau[pixel] < 0.3) continue;
      const x = (column - c0) * view.spacing;
      const d = (r0 - row) * view.spacing * up - slope * x - bow * x * x + canvas.warpV[pixel] * 0.6;
      if (d < -2.5 || d > 8) continue;
      const t = 1 - (d * d) / (4 * width * width);
      if (t > 0) canvas.tau[pixel] += amplitude * t * t;
      if (d > 0) canvas.tau[pixel] += edge * (1 - d / 8) * (1 - d / 8);
    }
  }
}

/** Whether a point of the letter's box (0 … 0.66 across, 0 … 1 down) is lead. */
function inLetter(side: "L" | "R", x: number, y: number): boolean {
  if (x < 0 || x > 0.66 || y < 0 || y > 1) return false;
  if (x < 0.15) return true;
  if (side === "L") return y > 0.86;
  const bowl = (x - 0.34) * (x - 0.34) + (y - 0.28) * (y - 0.28);
  if (x >= 0.34) {
    if (bowl < 0.28 * 0.28 && bowl > 0.14 * 0.14) return true;
  } else if (y < 0.14 || (y > 0.42 && y < 0.56)) return true;
  const leg = x - 0.26 - (y - 0.5) * 0.56;
  return y > 0.5 && leg > -0.02 && leg < 0.14;
}

/** The side's lead letter, where there is most air in the corners of the field. */
export function leadLetter(
  canvas: Canvas,
  view: Projection,
  side: "L" | "R",
  margin: number,
  draw: Draw,
): void {
  const height = draw.between(8, 12) / view.spacing;
  const width = height * 0.66;
  const [cos, sin] = draw.chance(0.8) ? [1, 0] : [0, 1];
  const inset = margin + height * 0.75 + 4;
  const places: [number, number][] = [0.12, 0.3, 0.75, 0.9].flatMap((v): [number, number][] => [
    [inset, Math.max(inset, Math.min(canvas.rows - inset, v * canvas.rows))],
    [canvas.columns - inset, Math.max(inset, Math.min(canvas.rows - inset, v * canvas.rows))],
  ]);
  draw.shuffle(places);
  const covered = ([x, y]: [number, number]) => {
    let sum = 0;
    for (let j = -2; j <= 2; j++)
      for (let i = -2; i <= 2; i++) {
        const [c, r] = [Math.round(x + (i * width) / 4), Math.round(y + (j * height) / 4)];
        if (c >= 0 && r >= 0 && c < canvas.columns && r < canvas.rows)
          sum += canvas.tau[r * canvas.columns + c];
      }
    return sum;
  };
  const [x, y] = places.reduce((best, place) => (covered(place) < covered(best) - 1e-6 ? place : best));
  for (let row = Math.floor(y - height); row <= y + height; row++) {
    for (let column = Math.floor(x - height); column <= x + height; column++) {
      if (row < 0 || column < 0 || row >= canvas.rows || column >= canvas.columns) continue;
      const [dx, dy] = [column - x, row - y];
      const across = (cos * dx + sin * dy + width / 2) / height;
      const down = (-sin * dx + cos * dy + height / 2) / height;
      if (inLetter(side, across, down)) canvas.tau[row * canvas.columns + column] += 3;
    }
  }
}

/** Faint muscle bellies and tendons: slow variation of the soft tissue's thickness. */
export function softVariation(canvas: Canvas, field: Float32Array): void {
  for (let i = 0; i < field.length; i++) if (canvas.tau[i] > 0.05) canvas.tau[i] *= 1 + field[i];
}

/** Relative exposure of each pixel: 1 inside the collimated field, little outside, a soft border. */
export function collimation(
  columns: number,
  rows: number,
  borders: readonly [left: number, right: number, top: number, bottom: number],
  leak: number,
  tilt: number,
  penumbra: number,
): Float32Array {
  const open = new Float32Array(columns * rows);
  const ramp = (d: number) => (d <= 0 ? 0 : d >= penumbra ? 1 : d / penumbra);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = column + tilt * (row - rows / 2);
      const y = row - tilt * (column - columns / 2);
      const inside =
        ramp(x - borders[0]) *
        ramp(columns - 1 - borders[1] - x) *
        ramp(y - borders[2]) *
        ramp(rows - 1 - borders[3] - y);
      open[row * columns + column] = leak + (1 - leak) * inside;
    }
  }
  return open;
}
