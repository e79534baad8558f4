import type { TopLevelSpec } from "vega-lite";
import type { StratumMark } from "../stratumMarks.js";
import { type ReaderPoint, readerLayers } from "./readerPoints.js";
import { chartConfig, ink } from "./theme.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve in the unit square. */
export interface Curve {
  readonly mark: StratumMark;
  readonly points: readonly Point[];
  /** Pointwise interval of y, drawn as a light area. */
  readonly band?: readonly { readonly x: number; readonly lower: number; readonly upper: number }[];
  /** Null where one of its coordinates is undefined. */
  readonly operatingPoint: Point | null;
  /** Where a model without skill would be, as a tick at the right edge; absent for the ROC. */
  readonly noSkill?: number;
  /** Drawn thin and without marker, for comparison. */
  readonly behind?: boolean;
}

export interface CurveStyle {
  readonly axes: { readonly x: string; readonly y: string };
  /** `linear` between vertices (ROC), or a step that holds the later vertex's height (precision–recall). */
  readonly interpolate: "linear" | "step-before";
  readonly diagonal: boolean;
}

const plot = 340;

/** Curves in the unit square, later ones above earlier ones, with their operating points; readers on top. */
export function curveChart(
  curves: readonly Curve[],
  style: CurveStyle,
  readers: readonly ReaderPoint[] = [],
): TopLevelSpec {
  const axis = (title: string) => ({
    title,
    values: [0, 0.2, 0.4, 0.6, 0.8, 1],
    format: ".1f",
    domain: true,
  });
  const place = (field: "x" | "y", title: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], nice: false },
    axis: axis(title),
  });
  const x = place("x", style.axes.x);
  const y = place("y", style.axes.y);
  const diagonal = style.diagonal
    ? [
        {
          data: {
            values: [
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ],
          },
          mark: { type: "line", color: ink.rule, strokeWidth: 1, strokeDash: [4, 4] },
          encoding: { x, y },
        },
      ]
    : [];
  const bands = curves
    .filter((curve) => curve.band !== undefined && curve.band.length > 0 && !curve.behind)
    .map((curve) => ({
      data: { values: curve.band },
      mark: { type: "area", color: curve.mark.paint, opacity: 0.13, line: false },
      encoding: {
        x,
        y: { ...y, field: "lower" },
        y2: { field: "upper" },
      },
    }));
  const lines = curves.map((curve) => ({
    data: { values: curve.points.map((point, order) => ({ ...point, order })) },
    mark: {
      type: "line",
      interpolate: style.interpolate,
      color: curve.behind ? ink.rule : curve.mark.paint,
      strokeWidth: curve.behind ? 1.2 : 2.2,
      strokeDash: curve.mark.dash,
      strokeJoin: "round",
    },
    encoding: { x, y, order: { field: "order", type: "quantitative" } },
  }));
  const ticks = curves
    .filter((curve) => curve.noSkill !== undefined && !curve.behind)
    .map((curve) => ({
      data: { values: [{ x: 1, y: curve.noSkill }] },
      mark: { type: "rule", color: curve.mark.paint, strokeWidth: 2.2, xOffset: 2, x2Offset: 12 },
      encoding: { x, y, x2: { field: "x" } },
    }));
  const operatingPoints = curves
    .filter((curve) => curve.operatingPoint !== null && !curve.behind)
    .map((curve) => ({
      data: { values: [curve.operatingPoint] },
      mark: {
        type: "point",
        filled: true,
        shape: curve.mark.shape,
        size: 120,
        opacity: 1,
        fill: curve.mark.paint,
        stroke: ink.ground,
        strokeWidth: 1.6,
      },
      encoding: { x, y },
    }));
  return {
    width: plot,
    height: plot,
    autosize: { type: "none" },
    padding: { left: 58, right: 16, top: 12, bottom: 46 },
    layer: [
      ...bands,
      ...diagonal,
      ...lines,
      ...ticks,
      ...operatingPoints,
      ...readerLayers(readers, { x, y }),
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
