import { defined, type Estimate, missing } from "./estimate.js";
import { rocCurve } from "./rocCurve.js";

/** One vertex of the precision–recall curve: the cases with score >= threshold are called positive. */
export interface PrecisionRecallPoint {
  threshold: number;
  tp: number;
  fp: number;
  recall: number;
  precision: number;
}

/**
 * The precision–recall curve, one vertex for each distinct score, descending. Empty when there are
 * no positives. The anchor (recall 0, precision 1), which no threshold attains, is left out.
 */
export function precisionRecallCurve(scores: Float64Array, labels: Uint8Array): PrecisionRecallPoint[] {
  const curve = rocCurve(scores, labels);
  if (curve[curve.length - 1].tp === 0) return [];
  return curve.slice(1).map(({ threshold, tp, fp, truePositiveRate }) => ({
    threshold,
    tp,
    fp,
    recall: truePositiveRate!,
    precision: tp / (tp + fp),
  }));
}

/**
 * Average precision, Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct scores: the step-wise area under the
 * precision–recall curve, without the optimism of linear interpolation (Davis & Goadrich 2006;
 * scikit-learn's average_precision_score). Undefined (`one-class`) without positives; 1 when every
 * case is positive.
 */
export function averagePrecision(scores: Float64Array, labels: Uint8Array): Estimate {
  const curve = precisionRecallCurve(scores, labels);
  if (curve.length === 0) return noPositives(labels.length);
  let area = 0;
  let before = 0;
  for (const { tp, precision } of curve) {
    area += (tp - before) * precision;
    before = tp;
  }
  return defined(area / before);
}

/**
 * The trapezoid area under the precision–recall curve, from the anchor (0, 1). Optimistic (linear
 * interpolation in precision is not attainable): here for comparison with tools that print it.
 */
export function precisionRecallTrapezoid(scores: Float64Array, labels: Uint8Array): Estimate {
  const curve = precisionRecallCurve(scores, labels);
  if (curve.length === 0) return noPositives(labels.length);
  let area = 0;
  let before = { recall: 0, precision: 1 };
  for (const point of curve) {
    area += ((point.recall - before.recall) * (point.precision + before.precision)) / 2;
    before = point;
  }
  return defined(area);
}

function noPositives(cases: number): Estimate {
  return cases === 0 ? missing("too-few", "no cases") : missing("one-class", "no positive cases");
}
