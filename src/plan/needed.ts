import {
  aurocCasesForMargin,
  aurocCasesForPower,
  aurocSampleSize,
  discordance,
  proportionSampleSize,
  trialsForMargin,
  trialsForPower,
} from "../statistics/index.js";
import type { Assumptions, Cases, Limit, PlannedMetric } from "./planned.js";

/** Correction for continuity with which a comparison judges shares, in pairs. */
export const continuity = 0.25;

/** Trials of a proportion as the class that they are of. */
export function ofClass(metric: PlannedMetric, trials: number | null): Cases | null {
  if (trials === null) return null;
  return metric === "sensitivity"
    ? { positives: trials, negatives: null }
    : { positives: null, negatives: trials };
}

/** Cases for an interval of so much on either side (exact; AUROC: Hanley & McNeil on the logit scale). */
export function casesForHalfWidth(
  metric: PlannedMetric,
  assumed: number,
  halfWidth: number,
  ratio: number,
  { level }: Assumptions,
): Cases | null {
  if (metric === "auroc") return aurocSampleSize(assumed, ratio, halfWidth, level);
  return ofClass(metric, proportionSampleSize(assumed, halfWidth, level));
}

/** Cases from which on a limit is passed with the power. */
export function casesForLimit(
  metric: PlannedMetric,
  assumed: number,
  { atLeast, judge, minimum }: Limit,
  ratio: number,
  { level, power }: Assumptions,
): Cases | null {
  const judged = judge === "estimate" ? judge : { level };
  if (metric === "auroc") {
    const sizes = aurocCasesForPower(assumed, atLeast, power, ratio, judged);
    if (sizes === null) return null;
    const positives = Math.max(sizes.positives, minimum, Math.ceil(minimum / ratio));
    return { positives, negatives: Math.ceil(positives * ratio) };
  }
  const trials = trialsForPower(assumed, atLeast, power, judged);
  return ofClass(metric, trials === null ? null : Math.max(trials, minimum));
}

/** Cases from which on an unchanged model is shown, with the power, not to be worse by the margin. */
export function casesForMargin(
  metric: PlannedMetric,
  assumed: number,
  margin: number,
  ratio: number,
  { level, power, correlation }: Assumptions,
): Cases | null {
  if (metric === "auroc")
    return aurocCasesForMargin({ auroc: assumed, change: 0, correlation, level }, margin, power, ratio);
  return ofClass(
    metric,
    trialsForMargin(discordance(assumed, 0, correlation), margin, power, level, continuity),
  );
}
