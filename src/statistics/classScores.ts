import { type Estimate, missing } from "./estimate.js";
import { checkScoresAndLabels } from "./inputs.js";

/** The scores of each class, ascending: all that a ranking statistic needs. */
export interface ClassScores {
  positives: Float64Array;
  negatives: Float64Array;
}

/** Splits scores by label and sorts each class; O(n log n). */
export function classScores(scores: Float64Array, labels: Uint8Array): ClassScores {
  checkScoresAndLabels(scores, labels);
  let positiveCount = 0;
  for (let i = 0; i < labels.length; i++) positiveCount += labels[i];
  const positives = new Float64Array(positiveCount);
  const negatives = new Float64Array(labels.length - positiveCount);
  let p = 0;
  let n = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 1) positives[p++] = scores[i];
    else negatives[n++] = scores[i];
  }
  return { positives: positives.sort(), negatives: negatives.sort() };
}

/** The missing estimate of a ranking statistic when a class is empty, or null when none is. */
export function missingClass(positives: number, negatives: number): Estimate | null {
  if (positives + negatives === 0) return missing("too-few", "no cases");
  if (positives === 0) return missing("one-class", "no positive cases");
  if (negatives === 0) return missing("one-class", "no negative cases");
  return null;
}
