import type { TopLevelSpec } from "vega-lite";
import { fittedText } from "./fittedText.js";
import { rowsChart } from "./rowsChart.js";

/** One row of a share chart: a bar from 0, its name and figures above. */
export interface ShareRow {
  readonly name: string;
  /** A CSS colour. */
  readonly paint: string;
  /** Of the whole, 0 to 1; more is drawn as 1. */
  readonly share: number;
  readonly figures: string;
}

/** In ems of their sizes: what the line above a bar holds, without the two meeting. */
const lineRoom = 26.5;

/** Shares of a whole as bars, one row each, told apart by the name above. */
export function shareChart(rows: readonly ShareRow[], axis: string): TopLevelSpec {
  const colour = {
    field: "row",
    type: "nominal",
    scale: { domain: rows.map((_, index) => index), range: rows.map(({ paint }) => paint) },
    legend: null,
  };
  return rowsChart({
    rows: rows.map((row, index) => ({
      row: index,
      name: fittedText(row.name, Math.max(6, lineRoom - 0.6 * row.figures.length)),
      figures: row.figures,
      from: 0,
      share: Math.min(1, row.share),
    })),
    domain: [0, 1],
    axis: { title: axis, values: [0, 0.25, 0.5, 0.75, 1], format: ".0%" },
    ...{ side: 16, axisRoom: 44, rail: 10 },
    layers: (_, { x, y }) => [
      {
        mark: { type: "rule", strokeWidth: 10, strokeCap: "butt" },
        encoding: { x: x("from"), x2: { field: "share" }, y: y("lineAt"), color: colour },
      },
    ],
  });
}
