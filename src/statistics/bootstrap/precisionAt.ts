import type { Evaluator } from "./evaluator.js";

/**
 * Average precision at a given prevalence, of the resample that the evaluator has just seen; NaN where a
 * class is missing. O(positives).
 */
export function precisionAt(evaluator: Evaluator, prevalence: number): number {
  const { tieEnds, negativesUpTo } = evaluator.plan;
  const { positiveCounts, cumulative, drawnPositives: positives } = evaluator;
  const negatives = cumulative[cumulative.length - 1];
  if (positives === 0 || negatives === 0) return Number.NaN;
  let sum = 0;
  let tp = 0;
  let i = 0;
  for (let g = 0; g < tieEnds.length; g++) {
    let count = 0;
    for (; i < tieEnds[g]; i++) count += positiveCounts[i];
    if (count === 0) continue;
    tp += count;
    const hits = (prevalence * tp) / positives;
    sum += (count * hits) / (hits + ((1 - prevalence) * cumulative[negativesUpTo[g]]) / negatives);
  }
  return sum / positives;
}
