import { aurocEstimate } from "./auroc.js";
import { missingClass } from "./classScores.js";
import { descendingOrder } from "./descendingOrder.js";
import type { Estimate } from "./estimate.js";
import { checkScoresAndLabels } from "./inputs.js";

/** An AUROC with DeLong's placement values and variance. */
export interface DelongResult {
  auroc: Estimate;
  /** Null when a class has fewer than two cases. */
  variance: number | null;
  reason?: string;
  /** One a case, in input order: the share of the other class that the case is ranked rightly against, ties ½. */
  placements: Float64Array;
}

/**
 * DeLong's variance of the AUROC (DeLong, DeLong & Clarke-Pearson, Biometrics 44, 1988), by midranks
 * in O(n log n) (Sun & Xu, IEEE Signal Processing Letters 21, 2014).
 */
export function delong(scores: Float64Array, labels: Uint8Array): DelongResult {
  const placements = placementValues(scores, labels);
  const { positives, negatives } = splitPlacements(placements, labels);
  const lacking = missingClass(positives.count, negatives.count);
  if (lacking) return { auroc: lacking, variance: null, reason: lacking.reason, placements };
  const auroc = aurocEstimate(positives.mean);
  if (positives.count < 2 || negatives.count < 2) {
    const reason = `only one ${positives.count < 2 ? "positive" : "negative"} case`;
    return { auroc, variance: null, reason, placements };
  }
  const variance =
    positives.squares / (positives.count - 1) / positives.count +
    negatives.squares / (negatives.count - 1) / negatives.count;
  return { auroc, variance, placements };
}

/**
 * Placement values: for a positive, the share of negatives below it (ties ½); for a negative, the
 * share of positives above it. Their mean over either class is the AUROC.
 */
export function placementValues(scores: Float64Array, labels: Uint8Array): Float64Array {
  checkScoresAndLabels(scores, labels);
  const n = scores.length;
  const order = descendingOrder(scores).reverse();
  let positiveCount = 0;
  for (let i = 0; i < n; i++) positiveCount += labels[i];
  const negativeCount = n - positiveCount;
  const placements = new Float64Array(n);
  let positivesBelow = 0;
  let negativesBelow = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    let tiedPositives = 0;
    while (to < n && scores[order[to]] === scores[order[from]]) tiedPositives += labels[order[to++]];
    const tiedNegatives = to - from - tiedPositives;
    const ofPositive = (negativesBelow + tiedNegatives / 2) / negativeCount;
    const ofNegative = (positiveCount - positivesBelow - tiedPositives / 2) / positiveCount;
    for (let k = from; k < to; k++) placements[order[k]] = labels[order[k]] === 1 ? ofPositive : ofNegative;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    from = to;
  }
  return placements;
}

interface Spread {
  count: number;
  mean: number;
  /** Sum of squared deviations. */
  squares: number;
}

function splitPlacements(placements: Float64Array, labels: Uint8Array) {
  return { positives: spread(placements, labels, 1), negatives: spread(placements, labels, 0) };
}

function spread(placements: Float64Array, labels: Uint8Array, label: 0 | 1): Spread {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== label) continue;
    count++;
    sum += placements[i];
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) squares += (placements[i] - mean) ** 2;
  return { count, mean, squares };
}

/** The covariance of two models' AUROCs on the same cases; null when a class has fewer than two. */
export function delongCovariance(a: Float64Array, b: Float64Array, labels: Uint8Array): number | null {
  let covariance = 0;
  for (const label of [0, 1] as const) {
    const ofA = spread(a, labels, label);
    const ofB = spread(b, labels, label);
    if (ofA.count < 2) return null;
    let products = 0;
    for (let i = 0; i < labels.length; i++)
      if (labels[i] === label) products += (a[i] - ofA.mean) * (b[i] - ofB.mean);
    covariance += products / (ofA.count - 1) / ofA.count;
  }
  return covariance;
}
