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
  const rankings = scores.map((own, e) => {
    const slots = rankedSlots(plan, e, own, labels);
    return { slots, isOut: Uint8Array.from(slots.order, (i) => labels[i]) };
  });
  const replicates = scores.map(() => DETECTION_METRICS.map(() => new Float64Array(iterations)));
  eachResample(plan, request, (counts, iteration) => {
    rankings.forEach(({ slots, isOut }, s) => {
      evaluate(slots, isOut, counts, replicates[s], iteration);
    });
  });
  const what = resamplingName(clusters !== undefined);
  return replicates.map(
    (own) =>
      Object.fromEntries(
        DETECTION_METRICS.map((name, k) => [name, percentileInterval(own[k], level, what)]),
      ) as Record<DetectionMetric, IntervalOrReason>,
  );
}

/** Division by nothing gives NaN on purpose: such replicates are dropped and counted. */
function evaluate(
  { slots, tieEnds }: RankedSlots,
  isOut: Uint8Array,
  counts: Uint8Array,
  out: Float64Array[],
  at: number,
): void {
  let outs = 0;
  let ins = 0;
  for (let k = 0; k < slots.length; k++) {
    if (isOut[k] === 1) outs += counts[slots[k]];
    else ins += counts[slots[k]];
  }
  let pairs = 0;
  let precisionOut = 0;
  let precisionIn = 0;
  let falseRate = Number.NaN;
  let tp = 0;
  let fp = 0;
  let k = 0;
  for (const end of tieEnds) {
    let outHere = 0;
    let inHere = 0;
    for (; k < end; k++) {
      if (isOut[k] === 1) outHere += counts[slots[k]];
      else inHere += counts[slots[k]];
    }
    pairs += outHere * (2 * (ins - fp) - inHere);
    if (inHere > 0) precisionIn += (inHere * (ins - fp)) / (ins - fp + outs - tp);
    tp += outHere;
    fp += inHere;
    if (outHere > 0) precisionOut += (outHere * tp) / (tp + fp);
    if (Number.isNaN(falseRate) && tp / outs >= 0.95) falseRate = fp / ins;
  }
  out[0][at] = pairs / (2 * outs * ins);
  out[1][at] = ins === 0 ? Number.NaN : precisionOut / outs;
  out[2][at] = outs === 0 ? Number.NaN : precisionIn / ins;
  out[3][at] = falseRate;
}
