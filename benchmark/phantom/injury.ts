import type { Draw } from "./draw.js";
import type { CasePlan } from "./plan.js";
import type { Band, Clip } from "./shaft.js";
import { roughLine } from "./texture.js";
import { compose, IDENTITY, type Placement, placement, toWorld, type Vector } from "./vector.js";

/** A piece of the radius: where it has moved, and the planes that part it from the others. */
export interface Fragment {
  readonly placement: Placement;
  readonly clips: readonly Clip[];
  readonly bands: readonly Band[];
  /** Heights between which it lies, generously. */
  readonly span?: readonly [number, number];
  /** Whether it reaches the joint (and so has a growth plate in the young). */
  readonly distal: boolean;
}

/** What has happened to the radius, in an adult's millimetres. */
export interface Injury {
  readonly fragments: readonly Fragment[];
  /** How the hand has moved with the joint surface. */
  readonly hand: Placement;
  /** Changes a section [x, z, half-width, half-depth, cortex] at height y. */
  readonly reshape: (y: number, section: readonly number[]) => readonly number[];
  /** Added to the slope of the joint surface towards the back of the hand. */
  readonly extraTilt: number;
  /** How far the joint surface has come down the radius without a break, mm. */
  readonly shortening: number;
  /** Swelling of the soft tissue, share of its width. */
  readonly swelling: number;
  /** Middle of the true fracture; null without one. */
  readonly centre: Vector | null;
}

const same = (_y: number, section: readonly number[]) => section;
const whole: Fragment = { placement: IDENTITY, clips: [], bands: [], distal: true };

const INTACT: Injury = {
  fragments: [whole],
  hand: IDENTITY,
  reshape: same,
  extraTilt: 0,
  shortening: 0,
  swelling: 0,
  centre: null,
};

/** What the plan's kind means in bone. */
export function injury(plan: CasePlan, draw: Draw): Injury {
  const swollen = { ...INTACT, swelling: Math.max(0, draw.normal(plan.fracture ? 0.05 : 0.025, 0.025)) };
  switch (plan.kind) {
    case "displaced":
      return { ...swollen, ...displaced(plan, draw) };
    case "impacted":
      return { ...swollen, ...impacted(plan, draw) };
    case "torus":
      return { ...swollen, ...torus(plan, draw) };
    case "intra-articular":
      return { ...swollen, ...intraArticular(plan, draw) };
    case "occult":
      return { ...swollen, ...occult(draw) };
    case "healed-deformity":
      return { ...swollen, ...healed(draw, 1) };
    case "implant":
      return { ...swollen, ...healed(draw, 0.4) };
    default:
      return swollen;
  }
}

/** The two sides of the plane y = height + slopeX·x + slopeZ·z, parted by a rough line. */
function broken(height: number, slopeX: number, slopeZ: number, rough: Float32Array): [Clip, Clip] {
  const negative = rough.map((v) => -v);
  return [
    { offset: height, normal: [slopeX, -1, slopeZ], plate: 0, rough },
    { offset: -height, normal: [-slopeX, 1, -slopeZ], plate: 0, rough: negative },
  ];
}

/** A transverse break with the distal fragment tilted, turned and shifted (Colles; one in five Smith). */
function displaced(plan: CasePlan, draw: Draw): Partial<Injury> {
  const amount = plan.subtle ? draw.between(0.16, 0.32) : draw.between(0.75, 1.25);
  const height = draw.between(-25, -14);
  const backward = draw.chance(0.8) ? 1 : -1;
  const move = placement(
    backward * amount * draw.between(11, 24),
    0,
    amount * draw.between(3, 11),
    [
      amount * draw.between(0.5, 4) * (draw.chance(0.8) ? 1 : -1),
      -amount * draw.between(1, 4),
      backward * amount * draw.between(1, 4),
    ],
    [0, height, 0],
  );
  return transverse(draw, height, move, 0.15);
}

/** The distal fragment driven into the shaft: shortening and a dense band, little tilt. */
function impacted(plan: CasePlan, draw: Draw): Partial<Injury> {
  const amount = plan.subtle ? draw.between(0.2, 0.38) : draw.between(0.8, 1.2);
  const height = draw.between(-21, -12);
  const move = placement(
    amount * draw.between(4, 15),
    0,
    amount * draw.between(0, 7),
    [amount * draw.between(0, 1.5), -amount * draw.between(2.5, 5), amount * draw.between(0, 2)],
    [0, height, 0],
  );
  return transverse(draw, height, move, amount * draw.between(0.35, 0.6));
}

function transverse(draw: Draw, height: number, move: Placement, density: number): Partial<Injury> {
  const [slopeX, slopeZ] = [draw.normal(0, 0.12), draw.normal(0.1, 0.15)];
  const [proximal, distal] = broken(height, slopeX, slopeZ, roughLine(draw, 5, 0.9));
  const band: Band = { offset: -height, normal: [-slopeX, 1, -slopeZ], width: 1.6, amplitude: density };
  return {
    fragments: [
      { placement: IDENTITY, clips: [proximal], span: [-200, height + 9], bands: [band], distal: false },
      { placement: move, clips: [distal], span: [height - 9, 50], bands: [band], distal: true },
    ],
    hand: move,
    centre: toWorld(move, [0, height, 0]),
  };
}

/** A buckle: the cortex bulges all round, more on one side, with a faint dense line. */
function torus(plan: CasePlan, draw: Draw): Partial<Injury> {
  const height = draw.between(-24, -16);
  const bulge = plan.subtle ? draw.between(0.6, 0.9) : draw.between(1.6, 2.6);
  const width = draw.between(2.2, 3.2);
  const [sideX, sideZ] = [draw.between(-0.6, 0.6), draw.between(0.1, 0.8)];
  const band: Band = {
    offset: -height,
    normal: [draw.normal(0, 0.06), 1, draw.normal(0, 0.06)],
    width: 1.5,
    amplitude: plan.subtle ? 0.15 : 0.35,
  };
  return {
    fragments: [{ ...whole, bands: [band] }],
    reshape: (y, [x, z, a, b, cortex]) => {
      const r = bulge * bump((y - height) / width);
      return [x + sideX * r, z + sideZ * r, a + r, b + 0.8 * r, cortex];
    },
    centre: [0, height, 0],
  };
}

/** A break into the joint: a styloid or ulnar corner fragment, or both of a T, with a step. */
function intraArticular(plan: CasePlan, draw: Draw): Partial<Injury> {
  const amount = plan.subtle ? draw.between(0.3, 0.45) : draw.between(0.8, 1.25);
  const form = draw.weighted([
    ["styloid", 0.3],
    ["corner", 0.2],
    ["T", 0.5],
  ] as const);
  const joint = draw.between(-2.5, 3.5);
  const rough = roughLine(draw, 4, 0.5);
  if (form === "T") {
    const height = draw.between(-17, -11);
    const [proximal, distal] = broken(
      height,
      draw.normal(0, 0.1),
      draw.normal(0, 0.1),
      roughLine(draw, 5, 0.8),
    );
    const split: Clip = { offset: -joint, normal: [1, draw.normal(0, 0.12), draw.normal(0, 0.08)], plate: 0 };
    const other: Clip = { offset: joint, normal: [-1, -split.normal[1], -split.normal[2]], plate: 0 };
    const common = placement(
      amount * draw.between(3, 13),
      0,
      0,
      [0, -amount * draw.between(1, 3), amount * draw.between(0, 2)],
      [0, height, 0],
    );
    const radial = placement(
      0,
      0,
      amount * draw.between(2, 7),
      [amount * draw.between(0.6, 1.6), 0, 0],
      [8, height, 0],
    );
    const ulnar = placement(
      0,
      0,
      -amount * draw.between(1, 5),
      [-amount * draw.between(0.3, 1.1), -amount * draw.between(1, 2.8), 0],
      [-8, height, 0],
    );
    const piece = (move: Placement, clip: Clip): Fragment => ({
      placement: compose(common, move),
      clips: [distal, clip],
      span: [height - 9, 50],
      bands: [],
      distal: true,
    });
    return {
      fragments: [
        { placement: IDENTITY, clips: [proximal], span: [-200, height + 9], bands: [], distal: false },
        piece(radial, split),
        piece(ulnar, other),
      ],
      hand: common,
      centre: toWorld(common, [joint, height / 2, 0]),
    };
  }
  const side = form === "styloid" ? 1 : -1;
  const low = draw.between(-18, -12);
  // The plane through the joint at x = joint and the cortex at x = ±15, y = low.
  const [run, rise] = [side * 15 - joint, low];
  const size = Math.sqrt(run * run + rise * rise);
  const normal: Vector = [(-rise / size) * side, (run / size) * side, 0];
  const offset = -normal[0] * joint;
  const move = placement(
    0,
    0,
    side * amount * draw.between(1, 7),
    [side * amount * draw.between(0.8, 2.2), -amount * draw.between(1, 3.2), amount * draw.between(0, 1.5)],
    [side * 12, low / 2, 0],
  );
  const turned: Vector = [-normal[0], -normal[1], 0];
  return {
    fragments: [
      {
        placement: IDENTITY,
        clips: [{ offset: -offset, normal: turned, plate: 0, rough }],
        bands: [],
        distal: true,
      },
      {
        placement: move,
        clips: [{ offset, normal, plate: 0, rough: rough.map((v) => -v) }],
        bands: [],
        distal: true,
      },
    ],
    hand: placement(0, 0, 0, [side * amount * 0.5, -amount * 0.6, 0]),
    centre: [(joint + side * 15) / 2, low / 2, 0],
  };
}

/** No step anywhere: one faint, slightly wavy layer of changed density. */
function occult(draw: Draw): Partial<Injury> {
  const height = draw.between(-20, -10);
  const band: Band = {
    offset: -height,
    normal: [draw.normal(0, 0.15), 1, draw.normal(0, 0.15)],
    width: draw.between(0.8, 1.5),
    amplitude: draw.chance(0.65) ? draw.between(0.11, 0.24) : -draw.between(0.1, 0.22),
    rough: roughLine(draw, 6, 0.9),
  };
  return { fragments: [{ ...whole, bands: [band] }], centre: [0, height, 0] };
}

/** An old fracture, united: a smooth bend, a thicker cortex, some shortening. */
function healed(draw: Draw, amount: number): Partial<Injury> {
  const height = draw.between(-23, -15);
  const angle = amount * draw.between(8, 22) * (draw.chance(0.8) ? 1 : -1);
  const shortening = amount * draw.between(1, 4);
  const move = placement(angle, 0, amount * draw.between(0, 7), [0, -shortening, 0], [0, height, 0]);
  const [thick, wide] = [1 + 0.5 * draw.between(0.6, 1), draw.between(0.4, 1.2)];
  const tip = toWorld(move, [0, 8, 0]);
  const band: Band = {
    offset: -height,
    normal: [0, 1, 0],
    width: 4,
    amplitude: 0.12 * draw.between(0.5, 1.2),
  };
  return {
    fragments: [{ ...whole, bands: [band] }],
    hand: move,
    reshape: (y, [x, z, a, b, cortex]) => {
      // The axis bends over a centimetre, then runs straight to where the hand now is.
      const t = Math.max(0, (y - height + 5) / (8 - height + 5));
      const along = t < 0.3 ? (t * t) / 0.6 : t - 0.15;
      const near = bump((y - height) / 9);
      return [
        x + (tip[0] * along) / 0.85,
        z + (tip[2] * along) / 0.85,
        a + wide * near,
        b + wide * near,
        cortex * (1 + (thick - 1) * near),
      ];
    },
    extraTilt: -angle * 0.0175,
    shortening,
  };
}

function bump(t: number): number {
  const rest = 1 - t * t * 0.25;
  return rest <= 0 ? 0 : rest * rest;
}
