import { descendingOrder } from "../descendingOrder.js";
import type { IntervalOrReason } from "../estimate.js";
import { checkLevel } from "../inputs.js";
import { type BootstrapSettings, resamplingName } from "./bootstrapMetrics.js";
import { percentileInterval } from "./percentileInterval.js";
import { bootstrapPlan } from "./plan.js";
import { type RankedSlots, rankedSlots } from "./rankedSlots.js";
import { eachResample } from "./resamples.js";

/** What is asked of a score that is to find the positives (`out`) among the negatives (`in`). */
export const DETECTION_METRICS = ["auroc", "auprOut", "auprIn", "fprAt95Tpr"] as const;
export type DetectionMetric = (typeof DETECTION_METRICS)[number];

export interface DetectionRequest extends BootstrapSettings {
  /** Several scores of the same cases: all see the same resamples. */
  scores: readonly Float64Array[];
  labels: Uint8Array;
  /** One patient a case: patients are then drawn whole, else cases are. */
  clusters?: Int32Array | undefined;
}

/**
 * Percentile intervals of AUROC, of average precision with either class as the one to be found (the scores
 * turned round for the negatives), and of the false positive rate at a true positive rate of at least 95 %.
 * Drawn as bootstrapMetrics draws. O(cases) a resample and score.
 */
export function bootstrapDetection(request: DetectionRequest): Record<DetectionMetric, IntervalOrReason>[] {
  const { scores, labels, clusters, iterations, level = 0.95 } = request;
  checkLevel(level);
  const plan = bootstrapPlan(
    scores.map((own) => ({ scores: own, labels, threshold: 0 })),
    clusters && scores.map(() => clusters),
  );
  // Scores that rank alike (entropy and distance from certainty) are evaluated once.
  const sameAs = scores.map((own) => scores.findIndex((other) => ranksAlike(own, other)));
  const rankings = scores.map((own, e) => {
    const slots = rankedSlots(plan, e, own, labels);
    return { slots, isOut: Uint8Array.from(slots.order, (i) => labels[i]) };
  });
  const replicates = scores.map(() => DETECTION_METRICS.map(() => new Float64Array(iterations)));
  eachResample(plan, request, (counts, iteration) => {
    const drawn = drawnOf(rankings[0], counts);
    rankings.forEach((ranking, s) => {
      if (sameAs[s] === s) evaluate(ranking, counts, drawn, replicates[s], iteration);
    });
  });
  const what = resamplingName(clusters !== undefined);
  return sameAs.map(
    (s) =>
      Object.fromEntries(
        DETECTION_METRICS.map((name, k) => [name, percentileInterval(replicates[s][k], level, what)]),
      ) as Record<DetectionMetric, IntervalOrReason>,
  );
}

interface Ranking {
  readonly slots: RankedSlots;
  /** By rank, 1 for those to be found. */
  readonly isOut: Uint8Array;
}

/** Whether the scores put every pair of cases in the same order, ties too. */
function ranksAlike(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  const order = descendingOrder(a);
  for (let k = 1; k < order.length; k++) {
    const [before, after] = [order[k - 1], order[k]];
    if (b[before] < b[after] || (a[before] === a[after]) !== (b[before] === b[after])) return false;
  }
  return true;
}

/** How many of either kind a resample holds. */
function drawnOf({ slots, isOut }: Ranking, counts: Uint8Array): { outs: number; ins: number } {
  let all = 0;
  let outs = 0;
  for (let k = 0; k < isOut.length; k = (k + 1) | 0) {
    const count = counts[slots.slots[k]];
    all = (all + count) | 0;
    outs = (outs + Math.imul(count, isOut[k])) | 0;
  }
  return { outs, ins: all - outs };
}

/**
 * Division by nothing gives NaN on purpose: such replicates are dropped and counted. As in evaluator.ts, loops
 * keep to 32-bit integers.
 */
function evaluate(
  { slots: { slots, tieEnds }, isOut }: Ranking,
  counts: Uint8Array,
  { outs, ins }: { outs: number; ins: number },
  out: Float64Array[],
  at: number,
): void {
  let pairs = 0;
  let precisionOut = 0;
  let precisionIn = 0;
  let falseRate = Number.NaN;
  let tp = 0;
  let fp = 0;
  let k = 0;
  for (let g = 0; g < tieEnds.length; g = (g + 1) | 0) {
    const end = tieEnds[g];
    let here = 0;
    let outHere = 0;
    for (; k < end; k = (k + 1) | 0) {
      const count = counts[slots[k]];
      here = (here + count) | 0;
      outHere = (outHere + Math.imul(count, isOut[k])) | 0;
    }
    if (here === 0) continue;
    const inHere = (here - outHere) | 0;
    pairs += outHere * (2 * (ins - fp) - inHere);
    if (inHere > 0) precisionIn += (inHere * (ins - fp)) / (ins - fp + outs - tp);
    tp = (tp + outHere) | 0;
    fp = (fp + inHere) | 0;
    if (outHere === 0) continue;
    precisionOut += (outHere * tp) / (tp + fp);
    if (Number.isNaN(falseRate) && tp / outs >= 0.95) falseRate = fp / ins;
  }
  out[0][at] = pairs / (2 * outs * ins);
  out[1][at] = ins === 0 ? Number.NaN : precisionOut / outs;
  out[2][at] = outs === 0 ? Number.NaN : precisionIn / ins;
  out[3][at] = falseRate;
}
