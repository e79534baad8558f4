import type { Evaluator } from "./evaluator.js";

/** Replicates along a curve: point k of iteration i at index k · iterations + i. */
export interface CurveReplicates {
  /** Points on the grid 0, 1 / (points − 1), … 1. */
  points: number;
  iterations: number;
  /** True-positive rate at each false-positive rate. */
  roc: Float64Array;
  /** Precision at each recall. */
  precision: Float64Array;
}

/** @param array makes an array of the length */
export function emptyCurves(
  points: number,
  iterations: number,
  array: (length: number) => Float64Array,
): CurveReplicates {
  if (!Number.isInteger(points) || points < 2)
    throw new RangeError(`${points} is not a number of band points`);
  const size = points * iterations;
  return { points, iterations, roc: array(size), precision: array(size) };
}

/**
 * Reads the ROC and precision–recall curves of the resample that the evaluator has just seen, on a
 * grid: sensitivity interpolated linearly along the ROC curve, its upper end where the curve is
 * vertical; precision at the highest threshold that attains the recall. O(positives + points).
 */
export function sampleCurves(evaluator: Evaluator, out: CurveReplicates, at: number): void {
  const { tieEnds, negativesAbove, negativesUpTo } = evaluator.plan;
  const { positiveCounts, cumulative } = evaluator;
  const negatives = cumulative[cumulative.length - 1];
  const positives = evaluator.drawnPositives;
  const { points, iterations, roc, precision } = out;
  let rocPoint = 0;
  let precisionPoint = 0;
  let tp = 0;
  let i = 0;
  for (let g = 0; g < tieEnds.length; g++) {
    let count = 0;
    for (; i < tieEnds[g]; i++) count += positiveCounts[i];
    if (count === 0) continue;
    const from = cumulative[negativesAbove[g]];
    const to = cumulative[negativesUpTo[g]];
    for (; rocPoint < points; rocPoint++) {
      const fp = (rocPoint * negatives) / (points - 1);
      if (fp >= to) break;
      const within = fp <= from ? 0 : (count * (fp - from)) / (to - from);
      roc[rocPoint * iterations + at] = (tp + within) / positives;
    }
    tp += count;
    // Whole-number comparison: tp / positives >= point / (points − 1).
    for (; precisionPoint < points && tp * (points - 1) >= precisionPoint * positives; precisionPoint++)
      precision[precisionPoint * iterations + at] = tp / (tp + to);
  }
  const top = positives === 0 || negatives === 0 ? Number.NaN : 1;
  for (; rocPoint < points; rocPoint++) roc[rocPoint * iterations + at] = top;
  for (; precisionPoint < points; precisionPoint++) precision[precisionPoint * iterations + at] = Number.NaN;
}
