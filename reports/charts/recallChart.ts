import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { landmarkWords } from "../words/landmarks.js";
import { chartConfig, ink } from "./theme.js";

/** Share of points found within each of several distances, with its interval. */
export interface RecallSeries {
  readonly mark: StratumMark;
  readonly values: readonly {
    readonly within: number;
    readonly share: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
}

const width = 340;
const height = 240;
/** Beside each other, so that intervals at one distance don't cover each other, mm. */
const apart = 0.09;

/** Recall against distance, one line a stratum. */
export function recallChart(series: readonly RecallSeries[], distances: readonly number[]): TopLevelSpec {
  const farthest = Math.max(...distances);
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, farthest + 0.5], nice: false },
    axis: { title: landmarkWords.distance, values: [...distances], format: ".1f", grid: false },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { title: landmarkWords.share, values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: ".1f" },
  });
  const layer = series.flatMap(({ mark, values }, s) => {
    const data = {
      values: values.map((one) => ({ ...one, x: one.within + (s - (series.length - 1) / 2) * apart })),
    };
    return [
      {
        data,
        mark: { type: "line", color: mark.paint, strokeWidth: 2, strokeDash: mark.dash },
        encoding: { x, y: y("share") },
      },
      {
        data,
        transform: [{ filter: "isValid(datum.lower)" }],
        mark: { type: "rule", color: mark.paint, strokeWidth: 1.4 },
        encoding: { x, y: y("lower"), y2: { field: "upper" } },
      },
      {
        data,
        mark: {
          type: "point",
          filled: true,
          shape: mark.shape,
          size: 52,
          opacity: 1,
          fill: mark.paint,
          stroke: ink.ground,
          strokeWidth: 1,
        },
        encoding: { x, y: y("share") },
      },
    ];
  });
  return {
    width,
    height,
    autosize: { type: "none" },
    padding: { left: 58, right: 16, top: 12, bottom: 46 },
    layer,
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
