import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import type { Point } from "./curveChart.js";
import { ink } from "./theme.js";

/** A rater as a point in the unit square. */
export interface RaterPoint extends Point {
  readonly mark: StratumMark;
}

/** Told apart by shape alone, so also in grey; the run and its strata have colours. */
const shapes = [
  "M0,-1.3L1.2,0.9H-1.2Z",
  "M-1,-1H1V1H-1Z",
  "M0,-1.4L1.2,0L0,1.4L-1.2,0Z",
  "M0,1.3L1.2,-0.9H-1.2Z",
  "M1.1,0A1.1,1.1,0,1,1,-1.1,0A1.1,1.1,0,1,1,1.1,0Z",
  "M0,-1.3L1.24,-0.4L0.76,1.05H-0.76L-1.24,-0.4Z",
] as const;
const star =
  "M0,-1.5L0.36,-0.5L1.43,-0.46L0.59,0.19L0.88,1.21L0,0.62L-0.88,1.21L-0.59,0.19L-1.43,-0.46L-0.36,-0.5Z";

/** A gap longer than the sample line of a legend: raters have no line. */
const noLine = [0, 99];

/** The mark of the rater at a place of a list; the one of a device. */
export function raterMark(place: number | "device"): StratumMark {
  return {
    colour: "rater",
    paint: ink.text,
    dash: noLine,
    shape: place === "device" ? star : shapes[place % shapes.length],
  };
}

/** Raters drawn over a chart of curves. */
export function withRaters(chart: TopLevelSpec, raters: readonly RaterPoint[]): TopLevelSpec {
  const { layer } = chart as unknown as { layer: { encoding: { x: object; y: object } }[] };
  const { x, y } = layer[layer.length - 1].encoding;
  const points = raters.map((rater) => ({
    data: { values: [{ x: rater.x, y: rater.y }] },
    mark: {
      type: "point",
      filled: true,
      shape: rater.mark.shape,
      size: 64,
      opacity: 1,
      fill: rater.mark.paint,
      stroke: ink.ground,
      strokeWidth: 1,
    },
    encoding: { x, y },
  }));
  return { ...chart, layer: [...layer, ...points] } as unknown as TopLevelSpec;
}
