import type { Vector } from "./vector.js";

/**
 * The carpal bones of an average adult, mm, origin in the middle of the radius's joint surface, x to
 * the thumb, y to the fingers, z to the back of the hand. Shapes are ellipsoids cut by joint facets;
 * sizes and places after common anatomical atlases, then adjusted by eye beside real radiographs.
 */
export interface CarpalShape {
  readonly name: string;
  readonly centre: Vector;
  readonly half: Vector;
  /** Turn in the PA plane (degrees, towards the thumb) and tilt (distal end to the back of the hand). */
  readonly turn: number;
  readonly tilt: number;
  /** Facets in the PA plane: direction in degrees from the body's x, and distance from its centre, mm. */
  readonly facets: readonly (readonly [number, number])[];
  /** Hollows: centre in the body's axes and half-axes. */
  readonly hollows: readonly (readonly [Vector, Vector])[];
  /** Ages at which it starts to ossify and at which it is nearly full-sized, years. */
  readonly ossifies: readonly [number, number];
}

export const CARPALS: readonly CarpalShape[] = [
  {
    name: "scaphoid",
    centre: [9.5, 10.5, -2],
    half: [7.4, 14, 8.6],
    turn: 38,
    tilt: -32,
    facets: [
      [180, 5.8],
      [90, 12.2],
      [262, 11.8],
      [20, 6.3],
    ],
    hollows: [
      [
        [-10.5, 1, 2],
        [6, 8, 9],
      ],
    ],
    ossifies: [5, 14],
  },
  {
    name: "lunate",
    centre: [-5.5, 5, 0],
    half: [9.5, 8.5, 9.5],
    turn: -6,
    tilt: 0,
    facets: [
      [0, 7.2],
      [180, 7.4],
      [125, 6.8],
    ],
    hollows: [
      [
        [2.2, 10, 0],
        [8, 7.5, 8],
      ],
    ],
    ossifies: [3.5, 13],
  },
  {
    name: "triquetrum",
    centre: [-17.2, 9.8, 2],
    half: [7.6, 8.4, 7.5],
    turn: -28,
    tilt: 0,
    facets: [
      [35, 6],
      [180, 6.4],
      [92, 6.6],
      [300, 6.2],
    ],
    hollows: [],
    ossifies: [2.5, 13],
  },
  {
    name: "pisiform",
    centre: [-18.2, 8, -11.5],
    half: [5, 6, 5],
    turn: 0,
    tilt: 0,
    facets: [],
    hollows: [],
    ossifies: [9, 14],
  },
  {
    name: "capitate",
    centre: [-1.8, 20.2, 0],
    half: [8.2, 14.5, 9],
    turn: 2,
    tilt: 0,
    facets: [
      [90, 11.6],
      [180, 6.6],
      [2, 7],
      [270, 12.2],
      [318, 9.8],
      [222, 10],
    ],
    hollows: [
      [
        [13.6, 0, 0],
        [8, 8, 14],
      ],
    ],
    ossifies: [0, 12],
  },
  {
    name: "hamate",
    centre: [-13.4, 20.8, 0.5],
    half: [9.5, 11.5, 8.5],
    turn: -12,
    tilt: 0,
    facets: [
      [90, 8.6],
      [2, 6.2],
      [222, 6],
      [165, 7.6],
    ],
    hollows: [],
    ossifies: [0.2, 12],
  },
  {
    name: "hook of hamate",
    centre: [-13.2, 23.5, -9.5],
    half: [3.2, 4.2, 5.5],
    turn: 0,
    tilt: 0,
    facets: [],
    hollows: [],
    ossifies: [9, 16],
  },
  {
    name: "trapezoid",
    centre: [8.6, 23.6, 1],
    half: [7.4, 8.4, 8],
    turn: 14,
    tilt: 0,
    facets: [
      [180, 5.2],
      [90, 6.6],
      [5, 5.6],
      [262, 5.6],
    ],
    hollows: [],
    ossifies: [5, 14],
  },
  {
    name: "trapezium",
    centre: [18.2, 20.6, -5],
    half: [8.4, 8.8, 7.5],
    turn: 36,
    tilt: 0,
    facets: [
      [100, 6.8],
      [192, 6.2],
      [275, 6.4],
      [10, 6.4],
    ],
    hollows: [
      [
        [1, 13.2, 0],
        [7, 8, 8],
      ],
    ],
    ossifies: [5, 14],
  },
];

/** A metacarpal: middle of its base, half-width and half-depth there, length, direction, and onset of its shape. */
export interface MetacarpalShape {
  readonly base: Vector;
  readonly halfWidth: number;
  readonly halfDepth: number;
  readonly length: number;
  readonly turn: number;
  readonly tilt: number;
}

export const METACARPALS: readonly MetacarpalShape[] = [
  { base: [24.5, 26.8, -9], halfWidth: 7.2, halfDepth: 7, length: 46, turn: 38, tilt: -14 },
  { base: [10.2, 31, 1.5], halfWidth: 7.8, halfDepth: 8, length: 68, turn: 8, tilt: 4 },
  { base: [-1.4, 33.2, 1.5], halfWidth: 6.9, halfDepth: 8, length: 65, turn: 0, tilt: 4 },
  { base: [-11, 31.4, 0.5], halfWidth: 5.6, halfDepth: 6.5, length: 58, turn: -9, tilt: 2 },
  { base: [-19.6, 28, -1.5], halfWidth: 6.2, halfDepth: 6.2, length: 54, turn: -19, tilt: -2 },
];
