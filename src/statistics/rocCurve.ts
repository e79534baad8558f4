import { classScores } from "./classScores.js";

/** One vertex of the ROC curve: the cases with score >= threshold are called positive. */
export interface RocPoint {
  /** Infinity at the first vertex, where no case is called positive. */
  threshold: number;
  tp: number;
  fp: number;
  /** Null when there are no negatives. */
  falsePositiveRate: number | null;
  /** Null when there are no positives. */
  truePositiveRate: number | null;
}

/**
 * The empirical ROC curve: from (0, 0) to (1, 1), one vertex for each distinct score, descending
 * (tied cases are one step, so a tie between classes is a slanted edge).
 * @param scores any finite numbers, higher is more positive
 * @param labels 0 or 1
 */
export function rocCurve(scores: Float64Array, labels: Uint8Array): RocPoint[] {
  const { positives, negatives } = classScores(scores, labels);
  const point = (threshold: number, tp: number, fp: number): RocPoint => ({
    threshold,
    tp,
    fp,
    falsePositiveRate: negatives.length === 0 ? null : fp / negatives.length,
    truePositiveRate: positives.length === 0 ? null : tp / positives.length,
  });
  const curve = [point(Number.POSITIVE_INFINITY, 0, 0)];
  let p = positives.length - 1;
  let n = negatives.length - 1;
  while (p >= 0 || n >= 0) {
    const threshold = Math.max(
      p >= 0 ? positives[p] : Number.NEGATIVE_INFINITY,
      n >= 0 ? negatives[n] : Number.NEGATIVE_INFINITY,
    );
    while (p >= 0 && positives[p] === threshold) p--;
    while (n >= 0 && negatives[n] === threshold) n--;
    curve.push(point(threshold, positives.length - 1 - p, negatives.length - 1 - n));
  }
  return curve;
}
