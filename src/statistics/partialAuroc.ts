import { missingClass } from "./classScores.js";
import { defined, type Estimate } from "./estimate.js";
import { rocCurve } from "./rocCurve.js";

/** Part of the area under the ROC curve. */
export interface PartialAuroc {
  /** The area itself, at most `to − from`. */
  raw: Estimate;
  /** McClish's rescaling: ½ for a useless test, 1 for a perfect one. */
  standardised: Estimate;
}

/**
 * Partial AUROC over a range of specificity or sensitivity, for example specificity 0.9 to 1; the
 * curve is interpolated linearly at the ends (McClish, Medical Decision Making 9, 1989; pROC's auc
 * with partial.auc and partial.auc.correct).
 * @param axis which rate is bounded
 * @param from lower end of the range, in [0, 1)
 * @param to upper end, in (from, 1]
 */
export function partialAuroc(
  scores: Float64Array,
  labels: Uint8Array,
  axis: "specificity" | "sensitivity",
  from: number,
  to = 1,
): PartialAuroc {
  if (!(from >= 0 && from < to && to <= 1))
    throw new RangeError(`${from} to ${to} is not a range within [0, 1]`);
  const curve = rocCurve(scores, labels);
  const end = curve[curve.length - 1];
  const lacking = missingClass(end.tp, end.fp);
  if (lacking) return { raw: lacking, standardised: lacking };
  // x: the error rate that is bounded, y: the rate whose area is taken; both rise together.
  const vertices = curve.map((point) =>
    axis === "specificity"
      ? { x: point.falsePositiveRate!, y: point.truePositiveRate! }
      : { x: 1 - point.truePositiveRate!, y: 1 - point.falsePositiveRate! },
  );
  if (axis === "sensitivity") vertices.reverse();
  const low = 1 - to;
  const high = 1 - from;
  let area = 0;
  for (let i = 1; i < vertices.length; i++) area += trapezoid(vertices[i - 1], vertices[i], low, high);
  const useless = (high * high - low * low) / 2;
  const perfect = high - low;
  return { raw: defined(area), standardised: defined((1 + (area - useless) / (perfect - useless)) / 2) };
}

interface Vertex {
  x: number;
  y: number;
}

/** The area below one edge of the curve, cut to low ≤ x ≤ high. */
function trapezoid(a: Vertex, b: Vertex, low: number, high: number): number {
  const left = Math.max(a.x, low);
  const right = Math.min(b.x, high);
  if (!(right > left)) return 0;
  const slope = (b.y - a.y) / (b.x - a.x);
  return ((right - left) * (2 * a.y + slope * (left - a.x + right - a.x))) / 2;
}
