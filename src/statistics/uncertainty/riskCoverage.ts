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
  const ranked = surestFirst(rankedSlots(plan, 0, uncertainty, labels), wrong);
  const replicates = new Float64Array(iterations);
  const harmonic = new HarmonicNumbers(uncertainty.length);
  eachResample(plan, request, (counts, iteration) => {
    replicates[iteration] = resampledArea(ranked, counts, harmonic);
  });
  return percentileInterval(replicates, level, resamplingName(clusters !== undefined));
}

/** Cases from the surest on, and the groups of ties that hold a wrong one: only those bend the curve's sum. */
interface SurestFirst {
  readonly slots: Int32Array;
  readonly wrong: Uint8Array;
  readonly groups: readonly { readonly from: number; readonly to: number }[];
}

function surestFirst({ order, slots, tieEnds }: RankedSlots, wrong: Uint8Array): SurestFirst {
  const n = order.length;
  const byRank = Uint8Array.from(order, (i) => wrong[i]).reverse();
  const groups = Array.from(tieEnds, (end, g) => ({ from: n - end, to: n - (g === 0 ? 0 : tieEnds[g - 1]) }));
  return {
    slots: slots.slice().reverse(),
    wrong: byRank,
    groups: groups.reverse().filter(({ from, to }) => byRank.subarray(from, to).includes(1)),
  };
}

/**
 * The same area of N drawn cases, summed over wrong ones: each adds 1/k to all risks from its place on, so that w of
 * them in a group of ties that takes up places s + 1 to s + c add w (H(N) − H(s + c)) behind it, and in it the
 * sum of (k − s) r / k with r = w / c, which is w − s r (H(s + c) − H(s)).
 */
function resampledArea(
  { slots, wrong, groups }: SurestFirst,
  counts: Uint8Array,
  harmonic: HarmonicNumbers,
): number {
  let drawn = 0;
  let errors = 0;
  let within = 0;
  let at = 0;
  for (const { from, to } of groups) {
    drawn = (drawn + drawnBetween(slots, counts, at, from)) | 0;
    const here = drawnBetween(slots, counts, from, to);
    let wrongHere = 0;
    for (let k = from; k < to; k = (k + 1) | 0)
      wrongHere = (wrongHere + Math.imul(counts[slots[k]], wrong[k])) | 0;
    at = to;
    if (wrongHere > 0) {
      const [before, after] = [harmonic.at(drawn), harmonic.at(drawn + here)];
      within += wrongHere - ((drawn * wrongHere) / here) * (after - before) - wrongHere * after;
      errors += wrongHere;
    }
    drawn = (drawn + here) | 0;
  }
  drawn = (drawn + drawnBetween(slots, counts, at, slots.length)) | 0;
  return (within + errors * harmonic.at(drawn)) / drawn;
}

function drawnBetween(slots: Int32Array, counts: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k = (k + 1) | 0) sum = (sum + counts[slots[k]]) | 0;
  return sum;
}

/** H(n) = 1 + ½ + … + 1/n; whole patients may add up to more cases than there are. */
class HarmonicNumbers {
  private values: Float64Array;

  constructor(size: number) {
    this.values = HarmonicNumbers.upTo(size);
  }

  at(n: number): number {
    if (n >= this.values.length) this.values = HarmonicNumbers.upTo(2 * n);
    return this.values[n];
  }

  private static upTo(size: number): Float64Array {
    const values = new Float64Array(size + 1);
    for (let n = 1; n <= size; n++) values[n] = values[n - 1] + 1 / n;
    return values;
  }
}
