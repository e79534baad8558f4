import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { chartConfig } from "./theme.js";

/** A stratum's figure over severity. */
export interface DegradationLine {
  readonly mark: StratumMark;
  /** By rising severity; `lower` and `upper` where there is an interval. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly lower?: number;
    readonly upper?: number;
  }[];
}

const width = 340;
const height = 190;

/**
 * Lines of strata over severities from 0, bands behind them; small, to stand beside others of the same axes.
 * @param range of the y axis, the same in all charts that are to be compared
 */
export function degradationChart(
  lines: readonly DegradationLine[],
  range: readonly [number, number],
  axes: { readonly x: string; readonly y: string },
): TopLevelSpec {
  const severities = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, Math.max(1, ...severities)], nice: false },
    axis: { title: axes.x, values: severities, format: "d", grid: false, domain: true },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: range, nice: false, zero: false },
    axis: { title: axes.y, tickCount: 5, format: ".2f", domain: true },
  });
  const bands = lines.map(({ mark, points }) => ({
    data: { values: points.filter((point) => point.lower !== undefined) },
    mark: { type: "area", color: mark.paint, opacity: 0.14, line: false },
    encoding: { x, y: y("lower"), y2: { field: "upper" } },
  }));
  const drawn = lines.flatMap(({ mark, points }) => [
    {
      data: { values: points },
      mark: { type: "line", color: mark.paint, strokeWidth: 2, strokeDash: mark.dash },
      encoding: { x, y: y("y"), order: { field: "x", type: "quantitative" } },
    },
    {
      data: { values: points },
      mark: {
        ...{ type: "point", filled: true, shape: mark.shape, size: 44, opacity: 1 },
        fill: mark.paint,
      },
      encoding: { x, y: y("y") },
    },
  ]);
  return {
    width: width - 82,
    height,
    autosize: { type: "none" },
    padding: { left: 66, right: 16, top: 10, bottom: 46 },
    layer: [...bands.filter(({ data }) => data.values.length > 0), ...drawn],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
