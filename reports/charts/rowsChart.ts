import type { TopLevelSpec } from "vega-lite";
import { chartConfig, ink, textSize } from "./theme.js";

const width = 340;
const rowHeight = 40;

/** Where a row's text and its line lie, from the chart's top. */
export interface RowPlace {
  readonly textAt: number;
  readonly lineAt: number;
}

/** What stands above a row's line, already fitted to it. */
export interface RowText {
  readonly name: string;
  readonly figures: string;
}

/** Encodings on the chart's one pair of axes, by the name of the field. */
export interface Encodings {
  x(field: string): object;
  y(field: string): object;
}

export interface RowsFrame<T extends RowText> {
  readonly rows: readonly T[];
  readonly domain: readonly [number, number];
  /** Vega-Lite's x axis, and its scale beyond the domain. */
  readonly axis: object;
  readonly scale?: object;
  /** Room to the left and right, and below for the axis. */
  readonly side: number;
  readonly axisRoom: number;
  /** How wide the pale line is that the row's own is drawn on. */
  readonly rail: number;
  /** What is drawn on the rails, of the rows with their places. */
  readonly layers: (rows: readonly (T & RowPlace)[], encodings: Encodings) => readonly object[];
}

/** A chart of rows that lie on one axis, each with its name and figures above its line. */
export function rowsChart<T extends RowText>(frame: RowsFrame<T>): TopLevelSpec {
  const { domain, side } = frame;
  const height = frame.rows.length * rowHeight;
  const rows = frame.rows.map((row, index) => ({
    ...row,
    textAt: index * rowHeight + 10,
    lineAt: index * rowHeight + 27,
  }));
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, ...frame.scale },
    axis: { grid: false, domain: false, ...frame.axis },
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
    padding: { left: side, right: side, top: 2, bottom: frame.axisRoom },
    data: { values: rows },
    layer: [
      {
        data: { values: rows.map(({ lineAt }) => ({ from: domain[0], to: domain[1], lineAt })) },
        mark: { type: "rule", stroke: ink.grid, strokeWidth: frame.rail },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("lineAt") },
      },
      ...frame.layers(rows, { x, y }),
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

/** An upright rule across each row's line, at a value of the axis. */
export function uprights(
  rows: readonly (RowPlace & { readonly at: number })[],
  half: number,
  mark: object,
  { x, y }: Encodings,
): object {
  return {
    data: { values: rows.map(({ at, lineAt }) => ({ at, top: lineAt - half, bottom: lineAt + half })) },
    mark: { type: "rule", strokeWidth: 1.5, ...mark },
    encoding: { x: x("at"), y: y("top"), y2: { field: "bottom" } },
  };
}
