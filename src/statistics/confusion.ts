import { checkScoresAndLabels } from "./inputs.js";

/** Counts of a two-by-two table: truth against call. */
export interface Confusion {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

/**
 * The confusion counts at a threshold; positive means score >= threshold.
 * @param threshold any number; Infinity calls no case positive
 */
export function confusionCounts(scores: Float64Array, labels: Uint8Array, threshold: number): Confusion {
  checkScoresAndLabels(scores, labels);
  if (Number.isNaN(threshold)) throw new RangeError("threshold is not a number");
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let i = 0; i < scores.length; i++) {
    if (scores[i] >= threshold) {
      if (labels[i] === 1) counts.tp++;
      else counts.fp++;
    } else if (labels[i] === 1) counts.fn++;
    else counts.tn++;
  }
  return counts;
}
