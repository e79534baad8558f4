import type { TopLevelSpec } from "vega-lite";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import type { StratumMark } from "../stratumMarks.js";
import { words } from "../words.js";
import { chartConfig, ink, textSize } from "./theme.js";

/** One row of an interval chart: a marker at an estimate, a line over its interval. */
export interface IntervalRow {
  readonly name: string;
  readonly mark: StratumMark;
  /** Null where there is none; `reason` then stands in its place. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason?: string;
}

export interface IntervalScale {
  readonly domain: readonly [number, number];
  /** Step between ticks. */
  readonly step: number;
  readonly format: "metric" | "difference";
}

const width = 340;
const rowHeight = 40;
const side = 14;
const axisRoom = 28;

/**
 * Estimates with intervals, one row a stratum, its name and figures above the line. With `format`
 * difference, a rule marks zero: a forest plot.
 * @param scale shared by charts that are to be compared
 */
export function intervalChart(rows: readonly IntervalRow[], scale: IntervalScale): TopLevelSpec {
  const height = rows.length * rowHeight;
  const values = rows.map((row, index) => ({
    row: index,
    textAt: index * rowHeight + 10,
    lineAt: index * rowHeight + 27,
    name: shown(row.name, 24),
    figures: figuresOf(row, scale.format),
    value: row.value,
    lower: row.lower,
    upper: row.upper,
  }));
  const ticks = {
    title: null,
    values: ticksOf(scale),
    format: scale.step < 0.1 ? ".2f" : ".1f",
    offset: 4,
  };
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: scale.domain, nice: false, zero: false },
    axis: ticks,
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  });
  const colour = {
    field: "row",
    type: "nominal",
    scale: { domain: rows.map((_, index) => index), range: rows.map((row) => row.mark.paint) },
    legend: null,
  };
  const shape = { ...colour, scale: { ...colour.scale, range: rows.map((row) => row.mark.shape) } };
  const zero = scale.format === "difference" ? [{ value: 0 }] : [];
  return {
    width: width - 2 * side,
    height,
    autosize: { type: "none" },
    padding: { left: side, right: side, top: 2, bottom: axisRoom },
    data: { values },
    layer: [
      {
        data: { values: zero },
        mark: { type: "rule", stroke: ink.muted, strokeWidth: 1.2 },
        encoding: { x: x("value") },
      },
      {
        mark: { type: "rule", strokeWidth: 2.4, strokeCap: "butt" },
        encoding: { x: x("lower"), x2: { field: "upper" }, y: y("lineAt"), color: colour },
        transform: [{ filter: "isValid(datum.lower)" }],
      },
      {
        mark: { type: "point", filled: true, size: 64, opacity: 1, stroke: ink.ground, strokeWidth: 1 },
        encoding: { x: x("value"), y: y("lineAt"), fill: colour, shape },
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

/**
 * A scale that holds all rows of all charts drawn on it.
 * @param within the metric's own range: the scale never leaves it
 */
export function intervalScale(
  rows: readonly IntervalRow[],
  format: "metric" | "difference",
  within: readonly [number, number],
): IntervalScale {
  const numbers = rows
    .flatMap((row) => [row.value, row.lower, row.upper])
    .filter((value): value is number => value !== null);
  if (format === "difference") numbers.push(0);
  const low = numbers.length === 0 ? within[0] : Math.min(...numbers);
  const high = numbers.length === 0 ? within[1] : Math.max(...numbers);
  const step = high - low > 1 ? 0.5 : high - low > 0.5 ? 0.2 : high - low > 0.2 ? 0.1 : 0.05;
  const inwards = (value: number) => Math.min(Math.max(value, within[0]), within[1]);
  const from = inwards(rounded(Math.floor(low / step - 0.2) * step));
  const to = inwards(rounded(Math.ceil(high / step + 0.2) * step));
  return { domain: [from, to], step, format };
}

function ticksOf(scale: IntervalScale): number[] {
  const ticks: number[] = [];
  const first = Math.ceil(scale.domain[0] / scale.step - 1e-9);
  const last = Math.floor(scale.domain[1] / scale.step + 1e-9);
  for (let tick = first; tick <= last; tick++) ticks.push(rounded(tick * scale.step));
  return ticks;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function figuresOf(row: IntervalRow, format: "metric" | "difference"): string {
  if (row.value === null) return shown(row.reason ?? words.notReported, 28);
  const value = formatted(row.value, format);
  if (row.lower === null || row.upper === null) return `${value} (${words.noInterval(undefined)})`;
  const between = format === "difference" || row.lower < 0 ? words.to : "–";
  return `${value} (${formatted(row.lower, format)}${between}${formatted(row.upper, format)})`;
}
