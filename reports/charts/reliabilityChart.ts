import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { chartConfig, ink } from "./theme.js";

/** One bin that holds cases. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly cases: number;
  readonly predicted: number;
  readonly observed: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

const plot = 258;
const countsHeight = 62;
const gap = 44;
const left = 66;

/**
 * Observed against predicted share, bin by bin, with intervals and the diagonal of perfect calibration; below
 * it, how many cases each bin holds.
 */
export function reliabilityChart(
  bins: readonly ReliabilityBin[],
  mark: StratumMark,
  axes: { readonly x: string; readonly y: string; readonly counts: string },
): TopLevelSpec {
  const most = Math.max(1, ...bins.map(({ cases }) => cases));
  // One coordinate for both parts, in pixels from the top.
  const up = (share: number) => (1 - share) * plot;
  const floor = plot + gap + countsHeight;
  const height = floor;
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: { title: axes.x, values: shares, format: ".1f", domain: true, grid: false },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  });
  const points = bins.map((bin) => ({
    ...bin,
    at: up(bin.observed),
    top: bin.upper === null ? null : up(bin.upper),
    bottom: bin.lower === null ? null : up(bin.lower),
  }));
  const bars = bins.map((bin) => ({
    left: bin.from + 0.006,
    right: bin.to - 0.006,
    top: floor - Math.max(1, (bin.cases / most) * (countsHeight - 14)),
    bottom: floor,
    middle: (bin.from + bin.to) / 2,
    label: String(bin.cases),
  }));
  const scaleText = {
    type: "text",
    align: "right",
    baseline: "middle",
    color: ink.muted,
    fontSize: 11,
    dx: -8,
  };
  const gridLines = shares.map((share) => ({ from: 0, to: 1, at: up(share), label: share.toFixed(1) }));
  return {
    width: plot,
    height,
    autosize: { type: "none" },
    padding: { left, right: 16, top: 10, bottom: 46 },
    layer: [
      {
        data: { values: gridLines },
        mark: { type: "rule", stroke: ink.grid, strokeWidth: 1 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("at") },
      },
      {
        data: { values: gridLines },
        mark: scaleText,
        encoding: { x: x("from"), y: y("at"), text: { field: "label" } },
      },
      {
        data: { values: [{ from: 0, to: 1, bottom: up(0), top: up(1) }] },
        mark: { type: "rule", stroke: ink.rule, strokeWidth: 1, strokeDash: [4, 4] },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("bottom"), y2: { field: "top" } },
      },
      {
        data: { values: points },
        transform: [{ filter: "isValid(datum.top) && isValid(datum.bottom)" }],
        mark: { type: "rule", stroke: mark.paint, strokeWidth: 2 },
        encoding: { x: x("predicted"), y: y("bottom"), y2: { field: "top" } },
      },
      {
        data: { values: points },
        mark: {
          type: "point",
          filled: true,
          size: 70,
          opacity: 1,
          shape: mark.shape,
          fill: mark.paint,
          stroke: ink.ground,
          strokeWidth: 1,
        },
        encoding: { x: x("predicted"), y: y("at") },
      },
      {
        data: { values: bars },
        mark: { type: "rect", fill: mark.paint, fillOpacity: 0.55 },
        encoding: { x: x("left"), x2: { field: "right" }, y: y("bottom"), y2: { field: "top" } },
      },
      {
        data: { values: bars },
        mark: { type: "text", align: "center", baseline: "bottom", color: ink.muted, fontSize: 10, dy: -2 },
        encoding: { x: x("middle"), y: y("top"), text: { field: "label" } },
      },
      {
        data: { values: [{ x: 0, at: plot / 2, label: axes.y }] },
        mark: { type: "text", align: "center", angle: 270, dy: -46, color: ink.text, fontSize: 12 },
        encoding: { x: x("x"), y: y("at"), text: { field: "label" } },
      },
      {
        data: { values: [{ x: 0, at: floor - countsHeight / 2, label: axes.counts }] },
        mark: { type: "text", align: "center", angle: 270, dy: -46, color: ink.text, fontSize: 12 },
        encoding: { x: x("x"), y: y("at"), text: { field: "label" } },
      },
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
