import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { chartConfig } from "./theme.js";

export interface Line {
  readonly mark: StratumMark;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const width = 340;
const height = 240;

/**
 * Lines of strata over shares from 0 to 1.
 * @param top where the y axis, which begins at 0, ends
 */
export function lineChart(
  lines: readonly Line[],
  top: number,
  axes: { readonly x: string; readonly y: string },
): TopLevelSpec {
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { title: axes.x, values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: ".1f", domain: true },
  };
  const y = {
    field: "y",
    type: "quantitative",
    scale: { domain: [0, top], nice: false },
    axis: { title: axes.y, tickCount: 5, format: ".2f", domain: true },
  };
  return {
    width: width - 82,
    height,
    autosize: { type: "none" },
    padding: { left: 66, right: 16, top: 10, bottom: 46 },
    layer: lines.map(({ mark, points }) => ({
      data: { values: points },
      mark: { type: "line", color: mark.paint, strokeWidth: 2.2, strokeDash: mark.dash, strokeJoin: "round" },
      encoding: { x, y, order: { field: "x", type: "quantitative" } },
    })),
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
