import { CARPALS, METACARPALS } from "./carpals.js";
import { Draw } from "./draw.js";
import { injury } from "./injury.js";
import { CANCELLOUS, CORTICAL, FAT, MUSCLE } from "./materials.js";
import { growthPlate } from "./physis.js";
import type { CasePlan } from "./plan.js";
import { METACARPAL, profile, RADIUS, type Section, ULNA } from "./profiles.js";
import type { Clip, Profile, Shaft } from "./shaft.js";
import type { Solid } from "./solid.js";
import {
  compose,
  cosDegrees,
  IDENTITY,
  type Placement,
  placement,
  sinDegrees,
  toWorld,
  type Vector,
} from "./vector.js";

/**
 * A wrist in three dimensions, in the millimetres of an average adult: the person's own size comes in
 * with the projection. Both views are drawn from the same one.
 */
export interface Wrist {
  readonly shafts: readonly Shaft[];
  readonly solids: readonly Solid[];
  /** Soft-tissue sections by height, for the skin and for casts around it. */
  readonly skin: Profile;
  readonly landmarks: { readonly PA: readonly Vector[]; readonly LAT: readonly Vector[] };
  readonly fracture: Vector | null;
}

/** Forearm, wrist and hand outline: sections with fat thickness as shell. */
const SKIN: readonly Section[] = [
  [-100, -7, 0, 37, 26, 4],
  [-60, -9, 0, 34, 23.5, 3.6],
  [-30, -9.5, 0, 30.5, 21, 3.2],
  [-8, -8, -0.5, 30.5, 20, 3],
  [4, -5.5, -1, 31, 19.5, 3],
  [16, -2, -2, 35, 19, 3],
  [32, 1, -3, 41, 18.5, 3.2],
  [55, 1, -3, 44, 17.5, 3.2],
  [110, 0, -3, 44, 15, 3],
];

/** The wrist of a planned case. */
export function wrist(plan: CasePlan): Wrist {
  const draw = new Draw(plan.seed, plan.split, plan.index, "anatomy");
  const { person } = plan;
  const hurt = injury(plan, new Draw(plan.seed, plan.split, plan.index, "injury"));
  const at = (): [number, number] => [draw.integer(4096), draw.integer(4096)];
  const cortex = 0.55 + 0.45 * person.density;
  const bone = (core: number) => ({
    shell: CORTICAL * (0.6 + 0.4 * person.density),
    core: core * person.density,
    displaced: MUSCLE,
    texture: 0.13,
    shellTexture: 0.03,
    waviness: 0.4,
  });
  const width = draw.normal(1, 0.035);
  const radius = profile(RADIUS, (y, section) => {
    const [x, z, a, b, t] = hurt.reshape(y, section);
    return [x, z, a * width, b, t * cortex];
  });
  const plate = growthPlate(plan, new Draw(plan.seed, plan.split, plan.index, "physis"));
  const joint: Clip = {
    offset: -1 - hurt.shortening,
    normal: [draw.normal(0.4, 0.04), -1, draw.normal(0.19, 0.04) + hurt.extraTilt],
    bend: [0.009, 0.011],
    plate: 1.1,
  };
  const radiusAt = at();
  const shafts: Shaft[] = hurt.fragments.flatMap((fragment) =>
    (fragment.distal ? plate.radius : [plate.below]).map((part) => ({
      ...bone(CANCELLOUS),
      placement: fragment.placement,
      profile: radius,
      clips: [joint, ...fragment.clips, ...part.clips],
      span: fragment.span,
      bands: [...fragment.bands, ...part.bands],
      textureAt: radiusAt,
    })),
  );

  const variance = draw.normal(0, 1.1);
  const ulnaPlace = placement(
    draw.normal(0, 1.5),
    0,
    draw.normal(0, 1.2),
    [-23.8, -5.2 + variance, draw.normal(2, 1)],
    [0, -60, 0],
  );
  const dome: Clip = { offset: 0.5, normal: [0.06, -1, 0], bend: [-0.03, -0.03], plate: 0.9 };
  const ulna = profile(ULNA, (_y, [x, z, a, b, t]) => [x, z, a, b, t * cortex]);
  const ulnaAt = at();
  for (const part of plate.ulna) {
    shafts.push({
      ...bone(CANCELLOUS),
      placement: ulnaPlace,
      profile: ulna,
      clips: [dome, ...part.clips],
      bands: part.bands,
      textureAt: ulnaAt,
    });
  }

  const solids: Solid[] = [];
  const solid = (place: Placement, centre: Vector, half: Vector, shell: number, growth: number): Solid => ({
    placement: place,
    body: { centre, half: [half[0] * growth, half[1] * growth, half[2] * growth] },
    facets: [],
    hollows: [],
    shell: shell * cortex,
    shellExcess: CORTICAL * 0.85 * (0.6 + 0.4 * person.density) - MUSCLE,
    coreExcess: CANCELLOUS * person.density - MUSCLE,
    texture: 0.25,
    textureAt: at(),
    waviness: 0.8,
  });
  if (person.age >= 8) {
    solids.push(
      solid(compose(ulnaPlace, placement(0, 0, 12, [-5.2, -0.2, 0])), [0, 0, 0], [2.3, 5.2, 2.6], 0.8, 1),
    );
  }
  const deviation = placement(draw.normal(0, 4), 0, draw.normal(0, 2.5), [0, 0, 0], [-2, 8, 0]);
  const hand = compose(hurt.hand, deviation);
  for (const shape of CARPALS) {
    const growth = Math.min(
      1,
      Math.max(0, (person.age + 1 - shape.ossifies[0]) / (shape.ossifies[1] - shape.ossifies[0])),
    );
    if (growth <= 0.15) continue;
    const size = 0.45 + 0.55 * growth;
    const wobble = (v: number, d: number) => v + draw.normal(0, d);
    const place = compose(
      hand,
      placement(wobble(shape.tilt, 2), 0, wobble(shape.turn, 2.5), [
        wobble(shape.centre[0], 0.35),
        wobble(shape.centre[1], 0.35),
        wobble(shape.centre[2], 0.3),
      ]),
    );
    const base = solid(place, [0, 0, 0], shape.half, 0.95, size);
    solids.push({
      ...base,
      facets: shape.facets.map(([degrees, distance]) => ({
        normal: [cosDegrees(degrees), sinDegrees(degrees), 0],
        distance: (distance + draw.normal(0, 0.2)) * size,
      })),
      hollows: shape.hollows.map(([centre, half]) => ({
        centre: [centre[0] * size, centre[1] * size, centre[2] * size],
        half: [half[0] * size, half[1] * size, half[2] * size],
      })),
    });
  }

  const fingers = compose(hand, placement(draw.normal(0, 3), 0, draw.normal(0, 3), [0, 0, 0], [-2, 30, 0]));
  for (const shape of METACARPALS) {
    const sections = METACARPAL.map(
      ([y, x, z, a, b, t]): Section => [
        y * shape.length,
        x,
        z,
        a * shape.halfWidth,
        b * shape.halfDepth,
        t * shape.halfWidth,
      ],
    );
    shafts.push({
      ...bone(CANCELLOUS),
      placement: compose(
        fingers,
        placement(shape.tilt + draw.normal(0, 2), 0, shape.turn + draw.normal(0, 2), shape.base),
      ),
      profile: profile(sections, (_y, [x, z, a, b, t]) => [x, z, a, b, t * cortex]),
      clips: [{ offset: 0, normal: [draw.normal(0, 0.1), 1, 0], bend: [-0.02, -0.01], plate: 0.9 }],
      bands: [],
      textureAt: at(),
    });
  }

  const fat = draw.between(0.6, 1.5);
  const skin = profile(SKIN, (y, [x, z, a, b, t]) => {
    // The soft tissue goes where the hand has gone, over some centimetres.
    const follow = Math.min(1, Math.max(0, (y + 38) / 30));
    const moved = toWorld(hurt.hand, [0, y, 0]);
    const near = Math.max(0, 1 - ((y + 5) * (y + 5)) / 2500);
    const girth = person.build * (1 + hurt.swelling * near * near);
    return [x + follow * moved[0], z + follow * moved[2], a * girth, b * girth, t * fat];
  });
  shafts.push({
    placement: IDENTITY,
    profile: skin,
    clips: [],
    bands: [],
    shell: FAT,
    core: MUSCLE,
    displaced: 0,
    texture: 0,
    shellTexture: 0,
    textureAt: [0, 0],
    waviness: 0.35,
  });
  solids.push({
    placement: compose(fingers, placement(-12, 0, 32, [25, 36, -8])),
    body: { centre: [0, 0, 0], half: [15, 30, 13] },
    facets: [],
    hollows: [],
    shell: 0,
    shellExcess: MUSCLE * 0.55,
    coreExcess: 0,
    texture: 0,
    textureAt: [0, 0],
    waviness: 1,
  });
  const distal = hurt.fragments.find((fragment) => fragment.distal)?.placement ?? IDENTITY;
  return {
    shafts,
    solids,
    skin,
    landmarks: {
      PA: [toWorld(ulnaPlace, [0, 0.3, 0]), toWorld(distal, [11.5, 5, 0]), toWorld(hand, [-2, 11, 0])],
      LAT: [toWorld(distal, [0, 1.2, 8.5]), toWorld(distal, [0, -1.8, -9]), toWorld(hand, [-2, 11, 0])],
    },
    fracture: hurt.centre,
  };
}
