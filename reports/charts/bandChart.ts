import type { TopLevelSpec } from "vega-lite";
import { chartConfig, ink } from "./theme.js";

export interface BandPoint {
  readonly x: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

const width = 340;
const height = 220;

/**
 * A line through means with a band from the least to the greatest, over whole numbers.
 * @param beside means drawn as a dashed line
 * @param rule a level to compare with, always in sight
 */
export function bandChart(
  points: readonly BandPoint[],
  beside: readonly BandPoint[],
  rule: number,
  axes: { readonly x: string; readonly y: string },
): TopLevelSpec {
  const all = [...points.flatMap(({ min, max }) => [min, max]), ...beside.map(({ mean }) => mean), rule];
  const step = 0.05;
  const low = Math.max(0, Math.floor(Math.min(...all) / step - 0.2) * step);
  const high = Math.min(1, Math.ceil(Math.max(...all) / step + 0.2) * step);
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [points[0].x, points[points.length - 1].x], nice: false, zero: false },
    axis: { title: axes.x, tickMinStep: 1, format: "d", grid: false },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [low, high], nice: false, zero: false },
    axis: { title: axes.y, tickCount: 5, format: ".2f" },
  });
  return {
    width: width - 82,
    height,
    autosize: { type: "none" },
    padding: { left: 66, right: 16, top: 10, bottom: 46 },
    layer: [
      {
        data: { values: points },
        mark: { type: "area", color: ink.rule, opacity: 0.35, line: false },
        encoding: { x, y: y("min"), y2: { field: "max" } },
      },
      {
        data: { values: [{ rule }] },
        mark: { type: "rule", stroke: ink.muted, strokeWidth: 1, strokeDash: [4, 4] },
        encoding: { y: y("rule") },
      },
      {
        data: { values: beside },
        mark: { type: "line", color: ink.text, strokeWidth: 1.6, strokeDash: [6, 3] },
        encoding: { x, y: y("mean") },
      },
      {
        data: { values: points },
        mark: { type: "line", color: ink.text, strokeWidth: 2.2 },
        encoding: { x, y: y("mean") },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 36, opacity: 1, color: ink.text },
        encoding: { x, y: y("mean") },
      },
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
