import { classScores, missingClass } from "./classScores.js";
import type { Estimate } from "./estimate.js";

/**
 * Area under the ROC curve: the share of (positive, negative) pairs in which the positive scores
 * higher, ties counting ½ (Mann–Whitney U / n⁺n⁻; Hanley & McNeil, Radiology 143, 1982). Never
 * flipped: inverted scores give less than 0.5. O(n log n).
 *
 * Status `boundary` at exactly 0 or 1, `one-class` without positives or negatives.
 */
export function auroc(scores: Float64Array, labels: Uint8Array): Estimate {
  const { positives, negatives } = classScores(scores, labels);
  return (
    missingClass(positives.length, negatives.length) ??
    aurocEstimate(doubledWins(positives, negatives) / (2 * positives.length * negatives.length))
  );
}

/** The estimate of a known AUROC: `boundary` at its ends. */
export function aurocEstimate(value: number): Estimate {
  if (value === 1) return { value, status: "boundary", reason: "every positive scores above every negative" };
  if (value === 0) return { value, status: "boundary", reason: "every positive scores below every negative" };
  return { value, status: "ok" };
}

/** 2 · (pairs won) + (pairs tied), a whole number; both arrays ascending. */
function doubledWins(positives: Float64Array, negatives: Float64Array): number {
  let sum = 0;
  let below = 0;
  let upTo = 0;
  for (const score of positives) {
    while (below < negatives.length && negatives[below] < score) below++;
    if (upTo < below) upTo = below;
    while (upTo < negatives.length && negatives[upTo] === score) upTo++;
    sum += below + upTo;
  }
  return sum;
}
