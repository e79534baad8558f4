import type { TopLevelSpec } from "vega-lite";
import { formatted } from "../format/number.js";
import type { StratumMark } from "../stratumMarks.js";
import { words } from "../words.js";
import { fittedText } from "./fittedText.js";
import { rowsChart, uprights } from "./rowsChart.js";
import { ink } from "./theme.js";

/** One row of an interval chart: a marker at an estimate, a line over its interval. */
export interface IntervalRow {
  readonly name: string;
  readonly mark: StratumMark;
  /** Null where there is none; `reason` then stands in its place. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason?: string;
  /** Where a dashed rule is drawn across the line: a margin. */
  readonly limit?: number;
}

export interface IntervalScale {
  readonly domain: readonly [number, number];
  /** Step between ticks. */
  readonly step: number;
  readonly format: "metric" | "difference";
}

/** In ems of their sizes: what the line above an interval holds, without the two meeting. */
const nameRoom = 11.5;
const figuresRoom = 15;

/**
 * Estimates with intervals, one row a stratum, its name and figures above the line. With `format`
 * difference, a rule marks zero: a forest plot.
 * @param scale shared by charts that are to be compared
 */
export function intervalChart(rows: readonly IntervalRow[], scale: IntervalScale): TopLevelSpec {
  const colour = {
    field: "row",
    type: "nominal",
    scale: { domain: rows.map((_, index) => index), range: rows.map((row) => row.mark.paint) },
    legend: null,
  };
  const shape = { ...colour, scale: { ...colour.scale, range: rows.map((row) => row.mark.shape) } };
  return rowsChart({
    rows: rows.map((row, index) => ({
      row: index,
      name: fittedText(row.name, nameRoom),
      figures: figuresOf(row, scale.format),
      value: row.value,
      lower: row.lower,
      upper: row.upper,
      limit: row.limit,
    })),
    domain: scale.domain,
    axis: { title: null, values: ticksOf(scale), format: scale.step < 0.1 ? ".2f" : ".1f" },
    scale: { zero: false },
    ...{ side: 14, axisRoom: 28, rail: 1.5 },
    layers: (placed, encodings) => {
      const { x, y } = encodings;
      const zeros = scale.format === "difference" ? placed.map((row) => ({ ...row, at: 0 })) : [];
      const limits = placed.flatMap((row) => (row.limit === undefined ? [] : [{ ...row, at: row.limit }]));
      return [
        uprights(zeros, 8, { stroke: ink.muted }, encodings),
        ...(limits.length === 0
          ? []
          : [uprights(limits, 9, { stroke: ink.text, strokeDash: [3, 2] }, encodings)]),
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
      ];
    },
  });
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
    .flatMap((row) => [row.value, row.lower, row.upper, row.limit ?? null])
    .filter((value): value is number => value !== null);
  if (format === "difference") numbers.push(0);
  const low = numbers.length === 0 ? within[0] : Math.min(...numbers);
  const high = numbers.length === 0 ? within[1] : Math.max(...numbers);
  const span = high - low;
  const step = span > 1 ? 0.5 : span > 0.4 ? 0.2 : span > 0.2 ? 0.1 : 0.05;
  const to = Math.min(within[1], rounded(Math.ceil(high / step + slack) * step));
  const from = Math.max(
    within[0],
    Math.min(rounded(Math.floor(low / step - slack) * step), rounded(to - leastSteps * step)),
  );
  return { domain: [from, to], step, format };
}

/** Room beyond the outermost bound, in steps. */
const slack = 0.05;
const leastSteps = 4;

/** The ticks of a scale, from its first to its last. */
export function ticksOf(scale: IntervalScale): number[] {
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
  if (row.value === null) return fittedText(row.reason ?? words.notReported, figuresRoom);
  const value = formatted(row.value, format);
  if (row.lower === null || row.upper === null) return `${value} (${words.noInterval(undefined)})`;
  const between = format === "difference" || row.lower < 0 ? words.to : "–";
  return `${value} (${formatted(row.lower, format)}${between}${formatted(row.upper, format)})`;
}
