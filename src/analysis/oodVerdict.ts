import type { Interval } from "../results/schema/metric.js";
import type { Detection, OodVerdict } from "../results/schema/uncertainty.js";

/** Cases (patients) of either kind below which nothing is claimed. */
const fewest = 10;
/** Flagging 95 % of the hard cases must leave more than this share of the general ones alone. */
const usefulFalseRate = 0.5;

/**
 * Can the score tell hard cases from general ones? A claim needs the whole interval of the AUROC on one side of
 * 0.5 (the exact interval where there is one), and on the same side among the cases with a fracture or among those
 * without: strata differ in their share of fractures, and a model may be less sure of one class, which by
 * itself moves the AUROC. Above 0.5 it is `yes` where 95 % of the hard cases can be flagged with less than half of
 * the general ones, else `in-part`; below, `no`.
 * @param varies whether the score differs between any two cases
 * @param fewer independent cases (patients) of the rarer kind
 */
export function oodVerdict(score: string, found: Detection, varies: boolean, fewer: number): OodVerdict {
  const judged = (outcome: OodVerdict["outcome"], because: OodVerdict["because"]): OodVerdict => ({
    score,
    outcome,
    because,
  });
  if (!varies) return judged("no", "no-variation");
  const interval = intervalOf(found.auroc);
  if (fewer < fewest || interval === null) return judged("not-shown", "too-few");
  const side = sideOf(interval);
  if (side === 0) return judged("not-shown", "chance");
  const within = [found.withinPositives, found.withinNegatives].map(intervalOf);
  if (!within.some((one) => one !== null && sideOf(one) === side)) return judged("not-shown", "class-mix");
  if (side < 0) return judged("no", "lower");
  const falseRate = found.fprAt95Tpr.value;
  return judged(falseRate !== null && falseRate < usefulFalseRate ? "yes" : "in-part", "better");
}

/** On which side of chance the whole interval lies; 0 where it holds 0.5. */
const sideOf = ({ lower, upper }: Interval) => (lower > 0.5 ? 1 : upper < 0.5 ? -1 : 0);

function intervalOf(metric: Detection["withinPositives"]): Interval | null {
  return metric?.exactCi ?? metric?.ci ?? null;
}
