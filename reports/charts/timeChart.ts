import type { TopLevelSpec } from "vega-lite";
import { type StratumMark, shapes } from "../stratumMarks.js";
import { type IntervalScale, ticksOf } from "./intervalChart.js";
import { chartConfig, ink } from "./theme.js";

/** One run of a stratum's course. */
export interface TimePoint {
  /** What the axis calls it. */
  readonly label: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly outcome: "fail" | "inconclusive" | null;
  /** Another model than in the run before. */
  readonly modelChanged: boolean;
}

const width = 340;
const height = 200;
const margins = { left: 52, right: 16, top: 10, bottom: 46 };
/** Labels of the axis that find room side by side. */
const mostLabels = 8;
/** Runs above which markers are small. */
const many = 25;

/**
 * One stratum's figure run by run, at even distances: estimates with intervals joined by a line that breaks
 * where there is no value, a dashed rule before each other model, failures crossed out.
 * @param scale shared by charts that are to be compared
 */
export function timeChart(
  points: readonly TimePoint[],
  mark: StratumMark,
  scale: IntervalScale,
  axisTitle: string,
): TopLevelSpec {
  const values = points.map((point, x) => ({ ...point, x }));
  const size = points.length > many ? 20 : 56;
  const every = Math.ceil(points.length / mostLabels);
  const labelled = points.flatMap((_, x) => ((points.length - 1 - x) % every === 0 ? [x] : []));
  const labels = Object.fromEntries(labelled.map((x) => [x, points[x].label]));
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [-0.5, points.length - 0.5], nice: false, zero: false },
    axis: {
      title: axisTitle,
      values: labelled,
      labelExpr: `${JSON.stringify(labels)}[datum.value]`,
      grid: false,
    },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: scale.domain, nice: false, zero: false },
    axis: { title: null, values: ticksOf(scale), format: scale.step < 0.1 ? ".2f" : ".1f" },
  });
  const judged = (outcome: TimePoint["outcome"]) => values.filter((point) => point.outcome === outcome);
  const marker = (outcome: TimePoint["outcome"], look: object) => ({
    data: { values: judged(outcome).filter(({ value }) => value !== null) },
    mark: { type: "point", size, opacity: 1, ...look },
    encoding: { x: x("x"), y: y("value") },
  });
  const changes = values.filter(({ modelChanged }) => modelChanged).map((point) => ({ x: point.x - 0.5 }));
  return {
    width: width - margins.left - margins.right,
    height,
    autosize: { type: "none" },
    padding: margins,
    layer: [
      {
        data: { values: changes },
        mark: { type: "rule", stroke: ink.muted, strokeWidth: 1.2, strokeDash: [4, 3] },
        encoding: { x: x("x") },
      },
      {
        data: { values: values.filter(({ lower, upper }) => lower !== null && upper !== null) },
        mark: { type: "rule", color: mark.paint, strokeWidth: points.length > many ? 1.2 : 2, opacity: 0.55 },
        encoding: { x: x("x"), y: y("lower"), y2: { field: "upper" } },
      },
      {
        data: { values },
        mark: { type: "line", color: mark.paint, strokeWidth: 1.4, invalid: "break-paths-show-path-domains" },
        encoding: { x: x("x"), y: y("value"), order: { field: "x", type: "quantitative" } },
      },
      marker(null, { filled: true, color: mark.paint, shape: mark.shape }),
      marker("inconclusive", {
        filled: true,
        color: ink.ground,
        stroke: mark.paint,
        strokeWidth: 1.6,
        shape: mark.shape,
      }),
      marker("fail", { filled: true, color: failPaint, shape: shapes[7], size: size * 2.2 }),
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}

const failPaint = "var(--fail, #a8261c)";
