import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { chartConfig } from "./theme.js";

/** A stratum's figure over prevalences. */
export interface PrevalenceLine {
  readonly mark: StratumMark;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
}

const width = 340;
const height = 240;

/** Lines of strata over prevalences, bands behind them. */
export function prevalenceChart(
  lines: readonly PrevalenceLine[],
  axes: { readonly x: string; readonly y: string },
): TopLevelSpec {
  const all = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, all[all.length - 1]], nice: false },
    axis: { title: axes.x, values: all, format: ".0%", grid: true, domain: true },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { title: axes.y, values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: ".1f", domain: true },
  });
  const interpolate = "monotone";
  const bands = lines.map(({ mark, points }) => ({
    data: { values: points.filter((point) => point.lower !== null) },
    mark: { type: "area", color: mark.paint, opacity: 0.14, line: false, interpolate },
    encoding: { x, y: y("lower"), y2: { field: "upper" } },
  }));
  const drawn = lines.flatMap(({ mark, points }) => [
    {
      data: { values: points },
      mark: { type: "line", color: mark.paint, strokeWidth: 2, strokeDash: mark.dash, interpolate },
      encoding: { x, y: y("y"), order: { field: "x", type: "quantitative" } },
    },
    {
      data: { values: points },
      mark: { type: "point", filled: true, shape: mark.shape, size: 44, opacity: 1, fill: mark.paint },
      encoding: { x, y: y("y") },
    },
  ]);
  return {
    width: width - 82,
    height,
    autosize: { type: "none" },
    padding: { left: 58, right: 24, top: 10, bottom: 46 },
    layer: [...bands.filter(({ data }) => data.values.length > 0), ...drawn],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
