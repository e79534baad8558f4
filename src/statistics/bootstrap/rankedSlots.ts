import { descendingOrder } from "../descendingOrder.js";
import type { BootstrapPlan } from "./plan.js";

/** One plan's evaluation as a single ranking over both classes. */
export interface RankedSlots {
  /** Cases by descending score. */
  readonly order: Int32Array;
  /** Where each of them has its count in the resampler's counts. */
  readonly slots: Int32Array;
  /** Ends (exclusive) of the groups of equal scores. */
  readonly tieEnds: Int32Array;
}

/** @param e which of the plan's evaluations; `scores` and `labels` are those it was made of */
export function rankedSlots(
  plan: BootstrapPlan,
  e: number,
  scores: Float64Array,
  labels: Uint8Array,
): RankedSlots {
  const { positiveSlots, negativeSlots } = plan.evaluations[e];
  const order = descendingOrder(scores);
  let p = 0;
  let n = 0;
  const slots = order.map((i) => (labels[i] === 1 ? positiveSlots[p++] : negativeSlots[n++]));
  const tieEnds: number[] = [];
  order.forEach((i, k) => {
    if (k + 1 === order.length || scores[order[k + 1]] !== scores[i]) tieEnds.push(k + 1);
  });
  return { order, slots, tieEnds: Int32Array.from(tieEnds) };
}
