import type { Interval } from "../results/schema/metric.js";
import type { Detection, OodVerdict } from "../results/schema/uncertainty.js";

/** Cases (patients) of either kind below which nothing is claimed. */
const fewest = 10;
/** Flagging 95 % of the hard cases must leave more than this share of the general ones alone. */
const usefulFalseRate = 0.5;

/**
 * Can the score tell hard cases from general ones? A claim needs the whole interval of the AUROC above 0.5
 * (the exact one where there is one), and likewise among the cases with a fracture or among those without:
 * strata differ in their share of fractures, and a model may be less sure of one class, which by itself moves
 * the AUROC. Then `yes` where 95 % of the hard cases can be flagged with less than half of the general ones,
 * else `in-part`.
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
  if (interval.upper < 0.5) return judged("no", "lower");
  if (interval.lower <= 0.5) return judged("not-shown", "chance");
  const within = [found.withinPositives, found.withinNegatives];
  if (!within.some((one) => (intervalOf(one)?.lower ?? 0) > 0.5)) return judged("not-shown", "class-mix");
  const falseRate = found.fprAt95Tpr.value;
  return judged(falseRate !== null && falseRate < usefulFalseRate ? "yes" : "in-part", "better");
}

function intervalOf(metric: Detection["withinPositives"]): Interval | null {
  return metric?.exactCi ?? metric?.ci ?? null;
}
