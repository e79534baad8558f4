import type { TopLevelSpec } from "vega-lite";
import { fittedText } from "./fittedText.js";
import { chartConfig, ink, textSize } from "./theme.js";

/** One row of a share chart: a bar from 0, its name and figures above. */
export interface ShareRow {
  readonly name: string;
  /** A CSS colour. */
  readonly paint: string;
  /** Of the whole, 0 to 1; more is drawn as 1. */
  readonly share: number;
  readonly figures: string;
}

const width = 340;
const rowHeight = 40;
const side = 16;
/** In ems of their sizes: what the line above a bar holds, without the two meeting. */
const lineRoom = 26.5;

/** Shares of a whole as bars, one row each, told apart by the name above. */
export function shareChart(rows: readonly ShareRow[], axis: string): TopLevelSpec {
  const height = rows.length * rowHeight;
  const values = rows.map((row, index) => ({
    row: index,
    textAt: index * rowHeight + 10,
    lineAt: index * rowHeight + 27,
    name: fittedText(row.name, Math.max(6, lineRoom - 0.6 * row.figures.length)),
    figures: row.figures,
    from: 0,
    share: Math.min(1, row.share),
  }));
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { title: axis, values: [0, 0.25, 0.5, 0.75, 1], format: ".0%", grid: false, domain: false },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  });
  return {
    width: width - 2 * side,
    height,
    autosize: { type: "none" },
    padding: { left: side, right: side, top: 2, bottom: 44 },
    data: { values },
    layer: [
      {
        data: { values: values.map(({ lineAt }) => ({ from: 0, to: 1, lineAt })) },
        mark: { type: "rule", stroke: ink.grid, strokeWidth: 10 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("lineAt") },
      },
      {
        mark: { type: "rule", strokeWidth: 10, strokeCap: "butt" },
        encoding: {
          x: x("from"),
          x2: { field: "share" },
          y: y("lineAt"),
          color: {
            field: "row",
            type: "nominal",
            scale: { domain: rows.map((_, index) => index), range: rows.map(({ paint }) => paint) },
            legend: null,
          },
        },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle", fontSize: textSize },
        encoding: { x: { value: 0 }, y: y("textAt"), text: { field: "name" } },
      },
      {
        mark: { type: "text", align: "right", baseline: "middle", fontSize: textSize - 1, color: ink.muted },
        encoding: { x: { value: width - 2 * side }, y: y("textAt"), text: { field: "figures" } },
      },
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
