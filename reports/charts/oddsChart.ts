import type { TopLevelSpec } from "vega-lite";
import { formatted } from "../format/number.js";
import type { StratumMark } from "../stratumMarks.js";
import { fittedText } from "./fittedText.js";
import { chartConfig, ink, textSize } from "./theme.js";

/** One term of a model. */
export interface OddsRow {
  readonly name: string;
  /** Odds ratio; null where there is none, `reason` then stands in its place. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string;
}

const width = 340;
const rowHeight = 40;
const side = 14;
const axisRoom = 28;
const nameRoom = 9;
const figuresRoom = 18;
const mostTicks = 6;

/**
 * Odds ratios with intervals on a logarithmic axis, one row a term, a rule at 1: a forest plot.
 * @param decades powers of ten at the ends of the axis, shared by charts that are to be compared
 */
export function oddsChart(
  rows: readonly OddsRow[],
  mark: StratumMark,
  decades: readonly [number, number],
): TopLevelSpec {
  const height = rows.length * rowHeight;
  const place = (value: number | null) =>
    value === null ? null : Math.min(decades[1], Math.max(decades[0], Math.log10(value)));
  const values = rows.map((row, index) => ({
    textAt: index * rowHeight + 10,
    lineAt: index * rowHeight + 27,
    name: fittedText(row.name, nameRoom),
    figures: fittedText(figuresOf(row), figuresRoom),
    value: place(row.value),
    lower: place(row.lower),
    upper: place(row.upper),
  }));
  const ticks = ticksOf(decades);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: decades, nice: false, zero: false },
    axis: {
      title: null,
      values: ticks,
      labelExpr: `${ticks.map((tick) => `datum.value === ${tick} ? '${tickText(tick)}' : `).join("")}''`,
      grid: false,
      domain: false,
    },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  });
  const rails = values.map(({ lineAt }) => ({ from: decades[0], to: decades[1], lineAt }));
  const ones = values.map(({ lineAt }) => ({ one: 0, top: lineAt - 8, bottom: lineAt + 8 }));
  return {
    width: width - 2 * side,
    height,
    autosize: { type: "none" },
    padding: { left: side, right: side, top: 2, bottom: axisRoom },
    data: { values },
    layer: [
      {
        data: { values: rails },
        mark: { type: "rule", stroke: ink.grid, strokeWidth: 1.5 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("lineAt") },
      },
      {
        data: { values: ones },
        mark: { type: "rule", stroke: ink.muted, strokeWidth: 1.5 },
        encoding: { x: x("one"), y: y("top"), y2: { field: "bottom" } },
      },
      {
        mark: { type: "rule", strokeWidth: 2.4, strokeCap: "butt", stroke: mark.paint },
        encoding: { x: x("lower"), x2: { field: "upper" }, y: y("lineAt") },
        transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
      },
      {
        mark: {
          type: "point",
          filled: true,
          size: 64,
          opacity: 1,
          shape: mark.shape,
          fill: mark.paint,
          stroke: ink.ground,
          strokeWidth: 1,
        },
        encoding: { x: x("value"), y: y("lineAt") },
        transform: [{ filter: "isValid(datum.value)" }],
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

/** Widest odds ratio that is drawn to scale; what lies beyond ends at the edge, its figure beside it. */
const farthest = 9;

/** Whole powers of ten that hold all rows and 1. */
export function oddsDecades(rows: readonly OddsRow[]): readonly [number, number] {
  const logs = rows
    .flatMap(({ value, lower, upper }) => [value, lower, upper])
    .filter((value): value is number => value !== null)
    .map(Math.log10);
  const low = Math.floor(Math.min(-1, ...logs));
  const high = Math.ceil(Math.max(1, ...logs));
  return [Math.max(-farthest, low), Math.min(farthest, high)];
}

function ticksOf([low, high]: readonly [number, number]): number[] {
  const step = Math.ceil((high - low) / (mostTicks - 1));
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick + 0);
  return ticks;
}

function tickText(decade: number): string {
  if (decade >= 0 && decade <= 3) return formatted(10 ** decade, "count");
  if (decade < 0 && decade >= -3) return (10 ** decade).toFixed(-decade);
  return formatted(10 ** decade, "ratio").replace("1.00×", "");
}

function figuresOf({ value, lower, upper, reason }: OddsRow): string {
  if (value === null) return reason;
  const ratio = formatted(value, "ratio");
  return lower === null || upper === null
    ? ratio
    : `${ratio} (${formatted(lower, "ratio")}–${formatted(upper, "ratio")})`;
}
