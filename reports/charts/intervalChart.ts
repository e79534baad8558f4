import type { TopLevelSpec } from "vega-lite";
import { formatted } from "../format/number.js";
import type { StratumMark } from "../stratumMarks.js";
import { words } from "../words.js";
import { fittedText } from "./fittedText.js";
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
  /** Where a dashed rule is drawn across the line: a margin. */
  readonly limit?: number;
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
/** In ems of their sizes: what the line above an interval holds, without the two meeting. */
const nameRoom = 11.5;
const figuresRoom = 15;

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
    name: fittedText(row.name, nameRoom),
    figures: figuresOf(row, scale.format),
    value: row.value,
    lower: row.lower,
    upper: row.upper,
  }));
  const ticks = {
    title: null,
    values: ticksOf(scale),
    format: scale.step < 0.1 ? ".2f" : ".1f",
    grid: false,
    domain: false,
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
  const rails = values.map(({ lineAt }) => ({ from: scale.domain[0], to: scale.domain[1], lineAt }));
  const zeros = values.map(({ lineAt }) => ({ zero: 0, top: lineAt - 8, bottom: lineAt + 8 }));
  const limits = rows.flatMap(({ limit }, index) => {
    const lineAt = index * rowHeight + 27;
    return limit === undefined ? [] : [{ limit, top: lineAt - 9, bottom: lineAt + 9 }];
  });
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
        data: { values: scale.format === "difference" ? zeros : [] },
        mark: { type: "rule", stroke: ink.muted, strokeWidth: 1.5 },
        encoding: { x: x("zero"), y: y("top"), y2: { field: "bottom" } },
      },
      ...(limits.length === 0
        ? []
        : [
            {
              data: { values: limits },
              mark: { type: "rule", stroke: ink.text, strokeWidth: 1.5, strokeDash: [3, 2] },
              encoding: { x: x("limit"), y: y("top"), y2: { field: "bottom" } },
            },
          ]),
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
