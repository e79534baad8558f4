import type { StratumResult } from "../src/results/schema/stratum.js";

/** How a stratum looks wherever it is drawn: told apart by hue, by dash and by shape, so also in grey. */
export interface StratumMark {
  /** Number of the colour in the style sheet, or `merged`. */
  readonly colour: string;
  /** A CSS colour for SVG attributes, with the light theme's value where no style sheet applies. */
  readonly paint: string;
  /** Stroke dash lengths in pixels; empty for a solid line. */
  readonly dash: readonly number[];
  /** SVG path of the marker in a box of −1 … 1. */
  readonly shape: string;
  /** A reader's, who has a point and no line; hollow for who made the reference standard. */
  readonly point?: "filled" | "hollow";
}

/** Light theme; the style sheet has the dark one's under the same numbers. Eight hues told apart by the colour-blind. */
export const stratumColours = [
  "#0b5cad",
  "#b8480a",
  "#0a7a5c",
  "#8b3c96",
  "#84680a",
  "#1a7f93",
  "#b02a5b",
  "#5d6b1f",
] as const;
export const mergedColour = "#5c6670";

const dashes: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 2.5],
  [9, 3, 2, 3],
  [4, 4],
  [12, 3],
  [1, 3],
  [6, 2, 1, 2, 1, 2],
];

/** Told apart by form alone. */
export const shapes = [
  "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
  "M0,-1.3L1.15,0L0,1.3L-1.15,0Z",
  "M-0.9,-0.9H0.9V0.9H-0.9Z",
  "M0,-1.15L1.15,0.85H-1.15Z",
  "M0,1.15L1.15,-0.85H-1.15Z",
  "M-1.15,-0.42H-0.42V-1.15H0.42V-0.42H1.15V0.42H0.42V1.15H-0.42V0.42H-1.15Z",
  "M0,-1.15L1.1,-0.3L0.7,1H-0.7L-1.1,-0.3Z",
  "M-1,-1L0,-0.55L1,-1L0.55,0L1,1L0,0.55L-1,1L-0.55,0Z",
] as const;
const mergedShape = "M-1.15,0L-0.55,-1.05H0.55L1.15,0L0.55,1.05H-0.55Z";

/** Of a stratum that a figure names and the results don't have. */
export const unknownStratum: StratumMark = {
  colour: "merged",
  paint: `var(--stratum-merged, ${mergedColour})`,
  dash: [],
  shape: shapes[0],
};

/** One mark a stratum; after eight, hues come again with other dashes and shapes. */
export function stratumMarks(strata: readonly Pick<StratumResult, "kind">[]): StratumMark[] {
  let place = 0;
  return strata.map((stratum) => {
    if (stratum.kind === "merged") {
      return {
        colour: "merged",
        paint: `var(--stratum-merged, ${mergedColour})`,
        dash: [3, 2],
        shape: mergedShape,
      };
    }
    const hue = place % stratumColours.length;
    const turn = place + Math.floor(place / stratumColours.length);
    place++;
    return {
      colour: String(hue + 1),
      paint: `var(--stratum-${hue + 1}, ${stratumColours[hue]})`,
      dash: dashes[turn % dashes.length],
      shape: shapes[turn % shapes.length],
    };
  });
}
