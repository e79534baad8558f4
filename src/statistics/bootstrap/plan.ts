import { descendingOrder } from "../descendingOrder.js";
import { checkLength, checkScoresAndLabels } from "../inputs.js";
import { groupOffsets } from "./resampler.js";

/** One set of scores that is evaluated on every resample. */
export interface EvaluationInput {
  scores: Float64Array;
  labels: Uint8Array;
  /** A case is called positive when score >= threshold. */
  threshold: number;
}

/**
 * An evaluation laid out for one pass over the counts: cases by class, descending by score. Plain
 * typed arrays, so that it travels to a worker.
 */
export interface Evaluation {
  positives: number;
  negatives: number;
  /** Where each case's count lies in the resampler's counts; positives, descending by score. */
  positiveSlots: Int32Array;
  negativeSlots: Int32Array;
  /** Whether the slots are just an offset plus 0, 1, 2 …, so that no gathering is needed. */
  inOrder: boolean;
  /** Ends (exclusive) of the groups of equally scored positives. */
  tieEnds: Int32Array;
  /** For each such group: negatives scoring higher, and negatives scoring at least as high. */
  negativesAbove: Int32Array;
  negativesUpTo: Int32Array;
  /** Groups of positives called positive, and cases of each class called positive. */
  calledGroups: number;
  calledNegatives: number;
  /** (score − label)² by class; zeros when the scores are not probabilities. */
  positiveErrors: Float64Array;
  negativeErrors: Float64Array;
  probabilities: boolean;
}

export interface BootstrapPlan {
  groupSizes: Int32Array;
  groupOffsets: Int32Array;
  evaluations: Evaluation[];
}

/**
 * Plans a bootstrap in which each unit is drawn whole, within groups of units that hold only
 * negatives, only positives, or both (the last is empty when a unit is a case).
 * @param inputs evaluations on the same resamples
 * @param units one array an input: the unit of each of its cases. Without it a case is a unit, and
 *   all inputs have the same labels
 */
export function bootstrapPlan(
  inputs: readonly EvaluationInput[],
  units?: readonly Int32Array[],
): BootstrapPlan {
  for (const { scores, labels, threshold } of inputs) {
    checkScoresAndLabels(scores, labels);
    if (Number.isNaN(threshold)) throw new RangeError("threshold is not a number");
  }
  const orders = inputs.map(({ scores }) => descendingOrder(scores));
  const { slots, sizes, offsets } = units ? unitSlots(inputs, units, orders) : caseSlots(inputs, orders[0]);
  return {
    groupSizes: sizes,
    groupOffsets: offsets,
    evaluations: inputs.map((input, k) => evaluation(input, slots[k], orders[k])),
  };
}

interface Layout {
  slots: Int32Array[];
  sizes: Int32Array;
  offsets: Int32Array;
}

/** Slots of the cases: negatives, then positives, each descending by the first input's score. */
function caseSlots(inputs: readonly EvaluationInput[], order: Int32Array): Layout {
  const { labels } = inputs[0];
  for (const other of inputs) {
    checkLength("labels", other.labels.length, labels.length);
    for (let i = 0; i < labels.length; i++)
      if (other.labels[i] !== labels[i]) throw new RangeError(`label ${i} differs between the models`);
  }
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i];
  const sizes = Int32Array.of(labels.length - positives, positives, 0);
  const offsets = groupOffsets(sizes);
  const next = offsets.slice();
  const slots = new Int32Array(labels.length);
  for (const i of order) slots[i] = next[labels[i]]++;
  return { slots: inputs.map(() => slots), sizes, offsets };
}

/**
 * Slots of the cases' units. Units are numbered by their highest score, so that (but for ties) the
 * draws do not depend on the order of rows.
 */
function unitSlots(
  inputs: readonly EvaluationInput[],
  units: readonly Int32Array[],
  orders: readonly Int32Array[],
): Layout {
  // Bit 0: the unit has a negative; bit 1: it has a positive.
  const classes = new Map<number, number>();
  inputs.forEach(({ labels }, k) => {
    checkLength("clusters", units[k].length, labels.length);
    for (const i of orders[k]) classes.set(units[k][i], (classes.get(units[k][i]) ?? 0) | (1 << labels[i]));
  });
  const sizes = new Int32Array(3);
  for (const held of classes.values()) sizes[held - 1]++;
  const offsets = groupOffsets(sizes);
  const next = offsets.slice();
  const slotOf = new Map<number, number>();
  for (const [unit, held] of classes) slotOf.set(unit, next[held - 1]++);
  return { slots: units.map((of) => of.map((unit) => slotOf.get(unit)!)), sizes, offsets };
}

function evaluation(
  { scores, labels, threshold }: EvaluationInput,
  slots: Int32Array,
  order: Int32Array,
): Evaluation {
  const positives = order.filter((i) => labels[i] === 1);
  const negatives = order.filter((i) => labels[i] === 0);
  const tieEnds: number[] = [];
  const above: number[] = [];
  const upTo: number[] = [];
  let higher = 0;
  let atLeast = 0;
  let calledGroups = 0;
  for (let from = 0; from < positives.length; ) {
    const score = scores[positives[from]];
    let to = from;
    while (to < positives.length && scores[positives[to]] === score) to++;
    while (higher < negatives.length && scores[negatives[higher]] > score) higher++;
    while (atLeast < negatives.length && scores[negatives[atLeast]] >= score) atLeast++;
    tieEnds.push(to);
    above.push(higher);
    upTo.push(atLeast);
    if (score >= threshold) calledGroups++;
    from = to;
  }
  let calledNegatives = 0;
  while (calledNegatives < negatives.length && scores[negatives[calledNegatives]] >= threshold)
    calledNegatives++;
  const positiveSlots = Int32Array.from(positives, (i) => slots[i]);
  const negativeSlots = Int32Array.from(negatives, (i) => slots[i]);
  const probabilities = scores.every((score) => score >= 0 && score <= 1);
  const errors = (cases: Int32Array) =>
    Float64Array.from(cases, (i) => (probabilities ? (scores[i] - labels[i]) ** 2 : 0));
  return {
    positives: positives.length,
    negatives: negatives.length,
    positiveSlots,
    negativeSlots,
    inOrder: consecutive(positiveSlots) && consecutive(negativeSlots),
    tieEnds: Int32Array.from(tieEnds),
    negativesAbove: Int32Array.from(above),
    negativesUpTo: Int32Array.from(upTo),
    calledGroups,
    calledNegatives,
    positiveErrors: errors(positives),
    negativeErrors: errors(negatives),
    probabilities,
  };
}

function consecutive(slots: Int32Array): boolean {
  return slots.every((slot, i) => slot === slots[0] + i);
}
