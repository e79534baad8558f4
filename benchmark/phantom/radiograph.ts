import { RandomStream } from "../../src/statistics/random.js";
import { castAround, collimation, foldLine, leadLetter, plateAndScrews, softVariation } from "./artefacts.js";
import { canvas } from "./canvas.js";
import { addNoise, expectedQuanta, toGrey } from "./detector.js";
import { Draw } from "./draw.js";
import { type Projection, pixelOf, projection } from "./geometry.js";
import type { CasePlan } from "./plan.js";
import { drawShaft } from "./shaft.js";
import { drawSolid } from "./solid.js";
import { smoothField } from "./texture.js";
import type { Vector } from "./vector.js";
import { type Wrist, wrist } from "./wrist.js";

export type ViewName = "PA" | "LAT";

/** One finished radiograph, with what the manifest says of it. */
export interface Radiograph {
  readonly columns: number;
  readonly rows: number;
  /** 12-bit, row-major; bone bright unless MONOCHROME1. */
  readonly pixels: Uint16Array;
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
  /** How grey values relate to the X-ray intensity. */
  readonly response: "log" | "linear";
  /** mm per pixel, rows and columns. */
  readonly spacing: number;
  /** Columns and rows (fractions of pixels) of the three landmarks. */
  readonly landmarks: readonly (readonly [number, number])[];
  /** Middle of the true fracture; null without one. */
  readonly fracture: readonly [number, number] | null;
}

/** Both views of a planned case, of one and the same wrist. */
export function radiographs(plan: CasePlan): Record<ViewName, Radiograph> {
  const body = wrist(plan);
  return { PA: radiograph(plan, body, "PA"), LAT: radiograph(plan, body, "LAT") };
}

/** Size, spacing and true points of a view, without its pixels. */
export function imageGeometry(
  plan: CasePlan,
  body: Wrist,
  name: ViewName,
): Omit<Radiograph, "pixels" | "photometric" | "response"> {
  return geometryOf(plan, body, name, choosePosition(plan, name));
}

function geometryOf(plan: CasePlan, body: Wrist, name: ViewName, view: Projection) {
  return {
    columns: view.columns,
    rows: view.rows,
    spacing: view.spacing * plan.person.size,
    landmarks: body.landmarks[name].map((point) => pixelOf(view, point)),
    fracture: body.fracture === null ? null : pixelOf(view, body.fracture),
  };
}

/** One view of a wrist. */
export function radiograph(plan: CasePlan, body: Wrist, name: ViewName): Radiograph {
  const draw = new Draw(plan.seed, plan.split, plan.index, name, "view");
  const { size } = plan.person;
  const view = choosePosition(plan, name);
  const { columns, rows } = view;
  const film = canvas(columns, rows, view.spacing, draw);
  for (const shaft of body.shafts) drawShaft(film, view, shaft);
  for (const solid of body.solids) drawSolid(film, view, solid);
  if (plan.cast)
    drawShaft(film, view, castAround(body.skin, new Draw(plan.seed, plan.split, plan.index, "cast")));
  if (plan.implant) {
    const plate = new Draw(plan.seed, plan.split, plan.index, "implant");
    for (const thing of plateAndScrews(plate)) drawSolid(film, view, thing);
  }
  if (plan.kind === "overlap" && (name === "PA" || draw.chance(0.6))) foldLine(film, view, draw);
  softVariation(film, smoothField(draw, columns, rows, Math.ceil(9 / view.spacing), 0.03));
  for (let i = 0; i < film.tau.length; i++) film.tau[i] = Math.max(0, film.tau[i]) * size;

  const collimated = draw.chance(0.55);
  const border = () => (collimated && draw.chance(0.8) ? draw.between(1, 5.5) / view.spacing : -20);
  const borders: [number, number, number, number] = [border(), border(), border(), border()];
  const open = collimation(
    columns,
    rows,
    borders,
    draw.between(0.02, 0.08),
    draw.normal(0, 0.012),
    0.8 / view.spacing,
  );
  leadLetter(film, view, plan.side, Math.max(0, borders[0], borders[1]), draw);
  const spacing = view.spacing * size;
  const exposure = {
    quanta: draw.between(1800, 6500) * (spacing / 0.16) * (spacing / 0.16),
    scatter: draw.between(0.08, 0.3),
    scatterSpread: draw.between(9, 16) / view.spacing,
    blur: draw.between(0.1, 0.17) / spacing,
    electronic: draw.between(2, 6),
  };
  const quanta = expectedQuanta(film.tau, open, columns, rows, exposure);
  addNoise(quanta, exposure.electronic, new RandomStream(plan.seed, plan.split, plan.index, name, "noise"));
  const response = draw.chance(0.96) ? "log" : "linear";
  const pixels = toGrey(quanta, open, columns, rows, {
    response,
    compression: draw.chance(0.8) ? draw.between(0.2, 0.55) : 0,
    compressionSpread: draw.between(8, 14) / view.spacing,
    darkest: draw.between(60, 500),
    brightest: draw.between(3000, 4000),
  });
  if (collimated && draw.chance(0.8))
    shutter(pixels, columns, rows, borders, draw.between(0.3, 1) / view.spacing);
  const photometric = response === "linear" || draw.chance(0.25) ? "MONOCHROME1" : "MONOCHROME2";
  if (photometric === "MONOCHROME1") for (let i = 0; i < pixels.length; i++) pixels[i] = 4095 - pixels[i];
  return { ...geometryOf(plan, body, name, view), pixels, photometric, response };
}

/** Field of view, pixel spacing, turn and position of the arm. Spacing is in adult millimetres here. */
function choosePosition(plan: CasePlan, name: ViewName): Projection {
  const draw = new Draw(plan.seed, plan.split, plan.index, name, "position");
  const { size } = plan.person;
  const height = draw.between(92, 122) * size;
  const width = height * (name === "PA" ? draw.between(0.66, 0.82) : draw.between(0.58, 0.76));
  const spacing = Math.round(1000 * Math.min(0.2, Math.max(0.1, height / draw.between(420, 580)))) / 1000;
  const rows = Math.min(700, Math.max(400, Math.round(height / spacing)));
  const columns = Math.round(width / spacing / 2) * 2 + (draw.chance(0.3) ? 1 : 0);
  const turn = (name === "PA" ? 0 : 90) + draw.normal(0, name === "PA" ? 3.5 : 4.5);
  const centre: Vector = [draw.normal(-5, 2.5), draw.normal(-11, 5), draw.normal(-1, 2)];
  const left = plan.side === "L";
  return projection(
    columns,
    rows,
    spacing / size,
    turn,
    draw.normal(0, 4),
    name === "PA" ? !left : left,
    centre,
  );
}

/** The electronic shutter: black beyond the collimator's edge, but for a rim of some pixels. */
function shutter(
  pixels: Uint16Array,
  columns: number,
  rows: number,
  borders: readonly number[],
  light: number,
): void {
  const [left, right, top, bottom] = borders.map((b) => Math.max(0, Math.floor(b - light)));
  for (let row = 0; row < rows; row++) {
    const outside = row < top || row >= rows - bottom;
    for (let column = 0; column < columns; column++)
      if (outside || column < left || column >= columns - right) pixels[row * columns + column] = 0;
  }
}
