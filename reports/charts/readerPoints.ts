import { type StratumMark, shapes } from "../stratumMarks.js";
import { ink } from "./theme.js";

/** A reader on a chart of curves. */
export interface ReaderPoint {
  readonly mark: StratumMark;
  readonly x: number;
  readonly y: number;
}

/**
 * How a reader looks: a shape without a line, filled, or empty where the reader made the reference standard.
 * After eight the shapes come again in a lighter ink.
 * @param place of the reader among the readers declared
 */
export function readerMark(place: number, inReferenceStandard: boolean): StratumMark {
  const paint = place % (2 * shapes.length) < shapes.length ? ink.text : ink.rule;
  return {
    colour: "reader",
    paint,
    dash: [],
    shape: shapes[place % shapes.length],
    point: inReferenceStandard ? "hollow" : "filled",
  };
}

/**
 * Layers that draw readers, the empty ones above, so that both show where two coincide.
 * @param encoding of fields x and y
 */
export function readerLayers(points: readonly ReaderPoint[], encoding: object): object[] {
  const hollow = (point: ReaderPoint) => point.mark.point === "hollow";
  const ordered = [...points.filter((point) => !hollow(point)), ...points.filter(hollow)];
  return ordered.map(({ mark, x, y }) => ({
    data: { values: [{ x, y }] },
    mark: {
      type: "point",
      shape: mark.shape,
      opacity: 1,
      ...(mark.point === "hollow"
        ? { filled: false, size: 110, stroke: mark.paint, strokeWidth: 1.8 }
        : { filled: true, size: 70, fill: mark.paint, stroke: ink.ground, strokeWidth: 1 }),
    },
    encoding,
  }));
}
