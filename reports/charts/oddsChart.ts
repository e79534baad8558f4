import type { TopLevelSpec } from "vega-lite";
import { formatted } from "../format/number.js";
import type { StratumMark } from "../stratumMarks.js";
import { fittedText } from "./fittedText.js";
import { rowsChart, uprights } from "./rowsChart.js";
import { ink } from "./theme.js";

/** One term of a model. */
export interface OddsRow {
  readonly name: string;
  /** Odds ratio; null where there is none, `reason` then stands in its place. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string;
}

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
  const place = (value: number | null) =>
    value === null ? null : Math.min(decades[1], Math.max(decades[0], Math.log10(value)));
  const ticks = ticksOf(decades);
  return rowsChart({
    rows: rows.map((row) => ({
      name: fittedText(row.name, nameRoom),
      figures: fittedText(figuresOf(row), figuresRoom),
      value: place(row.value),
      lower: place(row.lower),
      upper: place(row.upper),
    })),
    domain: decades,
    axis: {
      title: null,
      values: ticks,
      labelExpr: `${ticks.map((tick) => `datum.value === ${tick} ? '${tickText(tick)}' : `).join("")}''`,
    },
    scale: { zero: false },
    ...{ side: 14, axisRoom: 28, rail: 1.5 },
    layers: (placed, encodings) => {
      const { x, y } = encodings;
      return [
        uprights(
          placed.map((row) => ({ ...row, at: 0 })),
          8,
          { stroke: ink.muted },
          encodings,
        ),
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
      ];
    },
  });
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
