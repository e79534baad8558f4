import {
  type AurocVariance,
  aurocCasesForMargin,
  aurocCasesForPower,
  aurocSampleSize,
  type ClassSizes,
  discordance,
  proportionSampleSize,
  trialsForMargin,
  trialsForPower,
} from "../statistics/index.js";
import type { Assumptions, Cases, Limit, Margin, PlannedMetric } from "./planned.js";

/** Correction for continuity with which a comparison judges shares, in pairs. */
export const continuity = 0.25;

/** Trials of a proportion as the class that they are of. */
export function ofClass(metric: PlannedMetric, trials: number | null): Cases | null {
  if (trials === null) return null;
  return metric === "sensitivity"
    ? { positives: trials, negatives: null }
    : { positives: null, negatives: trials };
}

/** What cases are needed under. */
export interface Terms extends Omit<Assumptions, "variance"> {
  /** Negatives a positive. */
  readonly ratio: number;
  readonly variance: AurocVariance;
}

/** Cases for an interval of so much on either side (exact; AUROC: on the logit scale). */
export function casesForHalfWidth(
  metric: PlannedMetric,
  assumed: number,
  halfWidth: number,
  { level, ratio, variance }: Terms,
): Cases | null {
  if (metric === "auroc") return aurocSampleSize(assumed, ratio, halfWidth, level, variance);
  return ofClass(metric, proportionSampleSize(assumed, halfWidth, level));
}

/** Cases from which on a limit is passed with the power. */
export function casesForLimit(
  metric: PlannedMetric,
  assumed: number,
  { atLeast, judge, minimum }: Limit,
  { level, power, ratio, variance }: Terms,
): Cases | null {
  const judged = judge === "estimate" ? judge : { level };
  if (metric === "auroc")
    return atLeastMinimum(
      aurocCasesForPower(assumed, atLeast, power, ratio, judged, variance),
      minimum,
      ratio,
    );
  const trials = trialsForPower(assumed, atLeast, power, judged);
  return ofClass(metric, trials === null ? null : Math.max(trials, minimum));
}

/** Cases from which on an unchanged model is shown, with the power, not to be worse by the margin. */
export function casesForMargin(
  metric: PlannedMetric,
  assumed: number,
  { margin, minimum }: Margin,
  { level, power, correlation, ratio, variance }: Terms,
): Cases | null {
  if (metric === "auroc") {
    const paired = { auroc: assumed, change: 0, correlation, level, variance };
    return atLeastMinimum(aurocCasesForMargin(paired, margin, power, ratio), minimum, ratio);
  }
  const same = discordance(assumed, 0, correlation);
  const trials = trialsForMargin(same, margin, power, level, continuity);
  return ofClass(metric, trials === null ? null : Math.max(trials, minimum));
}

/** Both classes with the minimum, at the ratio. */
function atLeastMinimum(sizes: ClassSizes | null, minimum: number, ratio: number): ClassSizes | null {
  if (sizes === null) return null;
  const positives = Math.max(sizes.positives, minimum, Math.ceil(minimum / ratio));
  return { positives, negatives: Math.ceil(positives * ratio) };
}
