import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { fittedText } from "./fittedText.js";
import { chartConfig, ink, textSize } from "./theme.js";

/** One stratum's panel. */
export interface HistogramPanel {
  readonly name: string;
  readonly mark: StratumMark;
  /** Share of its cases in each bin. */
  readonly shares: readonly number[];
}

const width = 340;
const side = 14;
const nameHeight = 20;
const barHeight = 74;
const panelHeight = nameHeight + barHeight + 10;
const nameRoom = 24;

/**
 * Histograms one below the other, in the same bins and with one scale of shares: small multiples.
 * @param edges of the bins as drawn, one more than shares
 */
export function histogramChart(
  panels: readonly HistogramPanel[],
  edges: readonly number[],
  axis: string,
): TopLevelSpec {
  const height = panels.length * panelHeight;
  const most = Math.max(...panels.flatMap(({ shares }) => shares), 1e-9);
  const base = (panel: number) => (panel + 1) * panelHeight - 10;
  const bars = panels.flatMap(({ shares }, panel) =>
    shares.flatMap((share, bin) =>
      share === 0
        ? []
        : [
            {
              panel,
              from: edges[bin],
              to: edges[bin + 1],
              bottom: base(panel),
              top: base(panel) - (share / most) * barHeight,
            },
          ],
    ),
  );
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [edges[0], edges[edges.length - 1]], nice: false },
    axis: { title: axis, tickCount: 5, grid: false, domain: false },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  });
  const fill = {
    field: "panel",
    type: "nominal",
    scale: { domain: panels.map((_, panel) => panel), range: panels.map(({ mark }) => mark.paint) },
    legend: null,
  };
  return {
    width: width - 2 * side,
    height,
    autosize: { type: "none" },
    padding: { left: side, right: side, top: 2, bottom: 46 },
    layer: [
      {
        data: { values: bars },
        mark: { type: "rect", stroke: ink.ground, strokeWidth: 1 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("bottom"), y2: { field: "top" }, fill },
      },
      {
        data: {
          values: panels.map((_, panel) => ({
            from: edges[0],
            to: edges[edges.length - 1],
            at: base(panel),
          })),
        },
        mark: { type: "rule", stroke: ink.rule, strokeWidth: 1 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("at") },
      },
      {
        data: {
          values: panels.map(({ name }, panel) => ({
            name: fittedText(name, nameRoom),
            at: panel * panelHeight + nameHeight / 2,
          })),
        },
        mark: { type: "text", align: "left", baseline: "middle", fontSize: textSize },
        encoding: { x: { value: 0 }, y: y("at"), text: { field: "name" } },
      },
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
