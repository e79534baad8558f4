import { type BootstrapSettings, resamplingName } from "../bootstrap/bootstrapMetrics.js";
import { percentileInterval } from "../bootstrap/percentileInterval.js";
import { bootstrapPlan } from "../bootstrap/plan.js";
import { type RankedSlots, rankedSlots } from "../bootstrap/rankedSlots.js";
import { eachResample } from "../bootstrap/resamples.js";
import { descendingOrder } from "../descendingOrder.js";
import type { IntervalOrReason } from "../estimate.js";
import { checkLength, checkLevel, checkScoresAndLabels } from "../inputs.js";

export interface RiskCoverage {
  /** Risk among the k most certain cases, k = 1 … n, at index k − 1. */
  readonly risk: Float64Array;
  /** The area below: the mean of those risks (AURC). */
  readonly area: number;
  /** Of a score that puts all errors last, and of one that says nothing: the overall error rate. */
  readonly oracle: number;
  readonly random: number;
}

/**
 * The risk–coverage curve of selective prediction: the share of wrong decisions among the k most certain of n
 * cases (Geifman & El-Yaniv, NeurIPS 2017). Cases of equal uncertainty are taken in random order, in
 * expectation, so that the curve doesn't depend on the order of rows.
 * @param uncertainty more is less sure
 * @param wrong 1 where the decision was wrong
 * @returns null without cases
 */
export function riskCoverage(uncertainty: Float64Array, wrong: Uint8Array): RiskCoverage | null {
  checkScoresAndLabels(uncertainty, wrong);
  const n = uncertainty.length;
  if (n === 0) return null;
  const order = descendingOrder(uncertainty).reverse();
  const risk = new Float64Array(n);
  let errors = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    let here = 0;
    while (to < n && uncertainty[order[to]] === uncertainty[order[from]]) here += wrong[order[to++]];
    const rate = here / (to - from);
    for (let k = from + 1; k <= to; k++) risk[k - 1] = (errors + (k - from) * rate) / k;
    errors += here;
    from = to;
  }
  let oracle = 0;
  for (let k = n - errors + 1; k <= n; k++) oracle += (k - (n - errors)) / k;
  return { risk, area: mean(risk), oracle: oracle / n, random: errors / n };
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

export interface AurcRequest extends BootstrapSettings {
  uncertainty: Float64Array;
  wrong: Uint8Array;
  /** The truth, by which resampling is stratified. */
  labels: Uint8Array;
  clusters?: Int32Array | undefined;
}

/** The percentile interval of the area under the risk–coverage curve. O(cases) a resample. */
export function bootstrapAurc(request: AurcRequest): IntervalOrReason {
  const { uncertainty, wrong, labels, clusters, iterations, level = 0.95 } = request;
  checkLevel(level);
  checkLength("wrong", wrong.length, uncertainty.length);
  const plan = bootstrapPlan([{ scores: uncertainty, labels, threshold: 0 }], clusters && [clusters]);
  const slots = rankedSlots(plan, 0, uncertainty, labels);
  const wrongByRank = Uint8Array.from(slots.order, (i) => wrong[i]);
  const replicates = new Float64Array(iterations);
  const harmonic = [0];
  eachResample(plan, request, (counts, iteration) => {
    replicates[iteration] = resampledArea(slots, wrongByRank, counts, harmonic);
  });
  return percentileInterval(replicates, level, resamplingName(clusters !== undefined));
}

/**
 * The same area of drawn cases. Within a group of ties, from s to s + c cases with E errors before it and a
 * share r wrong in it, the risks (E + (k − s) r) / k sum to c r + (E − s r)(H(s + c) − H(s)).
 * @param harmonic H(0), H(1), …; grows as needed
 */
function resampledArea(
  { slots, tieEnds }: RankedSlots,
  wrong: Uint8Array,
  counts: Uint8Array,
  harmonic: number[],
): number {
  let drawn = 0;
  let errors = 0;
  let sum = 0;
  for (let g = tieEnds.length - 1; g >= 0; g--) {
    let here = 0;
    let wrongHere = 0;
    for (let k = g === 0 ? 0 : tieEnds[g - 1]; k < tieEnds[g]; k++) {
      const count = counts[slots[k]];
      here += count;
      if (wrong[k] === 1) wrongHere += count;
    }
    if (here === 0) continue;
    while (harmonic.length <= drawn + here)
      harmonic.push(harmonic[harmonic.length - 1] + 1 / harmonic.length);
    const rate = wrongHere / here;
    sum += wrongHere + (errors - drawn * rate) * (harmonic[drawn + here] - harmonic[drawn]);
    drawn += here;
    errors += wrongHere;
  }
  return sum / drawn;
}
