import { BOOTSTRAP_METRICS } from "./metricNames.js";
import type { Evaluation } from "./plan.js";

/** One array of replicates a metric, in the order of BOOTSTRAP_METRICS; NaN where undefined. */
export type Replicates = Float64Array[];

/**
 * Computes every metric of a resample in one pass over the counts: cumulative counts of negatives,
 * then a walk over the positives, both descending by score.
 */
export class Evaluator {
  private readonly positiveCounts: Uint8Array;
  private readonly negativeCounts: Uint8Array;
  /** Entry k: drawn negatives among the k highest. */
  private readonly cumulative: Int32Array;
  private readonly tied: boolean;

  /** @param counts the resampler's, which are read anew by each evaluate */
  constructor(
    private readonly plan: Evaluation,
    private readonly counts: Uint8Array,
  ) {
    const { positives, negatives, positiveSlots, negativeSlots, inOrder } = plan;
    // In order, the class's counts are a window on the resampler's; else they are gathered each time.
    const own = (slots: Int32Array, size: number) =>
      inOrder && size > 0 ? counts.subarray(slots[0], slots[0] + size) : new Uint8Array(size);
    this.positiveCounts = own(positiveSlots, positives);
    this.negativeCounts = own(negativeSlots, negatives);
    this.cumulative = new Int32Array(negatives + 1);
    this.tied = plan.tieEnds.length < positives;
  }

  /** Writes the metrics of the current counts at index `at` of each array of `out`. */
  evaluate(out: Replicates, at: number): void {
    const plan = this.plan;
    if (!plan.inOrder) {
      gather(this.counts, plan.positiveSlots, this.positiveCounts);
      gather(this.counts, plan.negativeSlots, this.negativeCounts);
    }
    const negatives = accumulate(this.negativeCounts, this.cumulative);
    const { tp, positives, pairs, precisionSum } = this.tied
      ? walkTied(plan, this.positiveCounts, this.cumulative)
      : walk(plan, this.positiveCounts, this.cumulative);
    const fp = this.cumulative[plan.calledNegatives];
    out[0][at] = 1 - pairs / (2 * positives * negatives);
    out[1][at] = precisionSum / positives;
    thresholdReplicates(out, at, tp, fp, positives - tp, negatives - fp);
    out[10][at] =
      plan.positiveErrors.length + plan.negativeErrors.length === 0
        ? Number.NaN
        : (weighted(this.positiveCounts, plan.positiveErrors) +
            weighted(this.negativeCounts, plan.negativeErrors)) /
          (positives + negatives);
  }
}

/** Replicate arrays for a number of iterations. */
export function emptyReplicates(iterations: number): Replicates {
  return BOOTSTRAP_METRICS.map(() => new Float64Array(iterations));
}

function gather(counts: Uint8Array, slots: Int32Array, into: Uint8Array): void {
  for (let i = 0; i < slots.length; i++) into[i] = counts[slots[i]];
}

function accumulate(counts: Uint8Array, cumulative: Int32Array): number {
  // `| 0` here and below keeps V8 in integer registers: twice to three times as fast.
  let sum = 0;
  for (let i = 0; i < counts.length; ) {
    sum = (sum + counts[i]) | 0;
    i = (i + 1) | 0;
    cumulative[i] = sum;
  }
  return sum;
}

function weighted(counts: Uint8Array, errors: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] * errors[i];
  return sum;
}

interface Walk {
  /** Drawn positives called positive. */
  tp: number;
  positives: number;
  /** Σ over drawn positives of negatives above plus negatives at least as high: 2 · pairs lost + ties. */
  pairs: number;
  /** Σ over drawn positives of the precision at their score. */
  precisionSum: number;
}

/** No two positives tie: each is its own step. */
function walk(plan: Evaluation, counts: Uint8Array, cumulative: Int32Array): Walk {
  const { calledGroups } = plan;
  const state: Walk = { tp: 0, positives: 0, pairs: 0, precisionSum: 0 };
  walkRange(plan, counts, cumulative, 0, calledGroups, state);
  state.tp = state.positives;
  walkRange(plan, counts, cumulative, calledGroups, counts.length, state);
  return state;
}

function walkRange(
  { negativesAbove, negativesUpTo }: Evaluation,
  counts: Uint8Array,
  cumulative: Int32Array,
  from: number,
  to: number,
  state: Walk,
): void {
  let { positives, pairs, precisionSum } = state;
  for (let g = from; g < to; g = (g + 1) | 0) {
    const weight = counts[g];
    positives = (positives + weight) | 0;
    const upTo = cumulative[negativesUpTo[g]];
    pairs += Math.imul(weight, (cumulative[negativesAbove[g]] + upTo) | 0);
    precisionSum += Math.imul(weight, positives) / denominator(positives, upTo);
  }
  state.positives = positives;
  state.pairs = pairs;
  state.precisionSum = precisionSum;
}

function walkTied(plan: Evaluation, counts: Uint8Array, cumulative: Int32Array): Walk {
  const { tieEnds, negativesAbove, negativesUpTo, calledGroups } = plan;
  let positives = 0;
  let tp = 0;
  let pairs = 0;
  let precisionSum = 0;
  let i = 0;
  for (let g = 0; g < tieEnds.length; g = (g + 1) | 0) {
    if (g === calledGroups) tp = positives;
    const end = tieEnds[g];
    let weight = 0;
    for (; i < end; i = (i + 1) | 0) weight = (weight + counts[i]) | 0;
    positives = (positives + weight) | 0;
    const upTo = cumulative[negativesUpTo[g]];
    pairs += weight * (cumulative[negativesAbove[g]] + upTo);
    precisionSum += (weight * positives) / denominator(positives, upTo);
  }
  if (calledGroups === tieEnds.length) tp = positives;
  return { tp, positives, pairs, precisionSum };
}

/** Cases called positive; 1 instead of 0, where the weight and so the term is 0 anyway. */
function denominator(positives: number, negatives: number): number {
  return Math.max(1, (positives + negatives) | 0);
}

/** Division by nothing gives NaN here, on purpose: such replicates are dropped and counted. */
function thresholdReplicates(
  out: Replicates,
  at: number,
  tp: number,
  fp: number,
  fn: number,
  tn: number,
): void {
  const sensitivity = tp / (tp + fn);
  const specificity = tn / (tn + fp);
  out[2][at] = sensitivity;
  out[3][at] = specificity;
  out[4][at] = tp / (tp + fp);
  out[5][at] = tn / (tn + fn);
  out[6][at] = (2 * tp) / (2 * tp + fp + fn);
  out[7][at] = (sensitivity + specificity) / 2;
  out[8][at] = (tp + tn) / (tp + fp + fn + tn);
  out[9][at] = (tp * tn - fp * fn) / (Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fn) * (tn + fp)));
}
