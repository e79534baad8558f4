import type { Change } from "../../results/schema/comparison.js";
import type { Interval } from "../../results/schema/metric.js";
import { changePlan, type Estimate, percentileInterval } from "../../statistics/index.js";
import type { ComparedStratum } from "./comparedStrata.js";
import type { Assessed } from "./judged.js";

/** A change with what a rule needs to judge it. */
export interface JudgedChange {
  readonly change: Change;
  /** The judged interval of the gain: counted so that more is better. Null where there is nothing to judge. */
  readonly gain: Pick<Interval, "lower" | "upper"> | null;
  /** One-sided p of "not worse by more than the margin". */
  readonly worseThan: (margin: number) => number;
  /** For what these cases could have shown; null where nothing can be said. */
  readonly plan: ((margin: number) => ReturnType<typeof changePlan>) | null;
}

/** One figure of one stratum in both runs. */
export interface ComparedFigure {
  readonly stratum: Pick<ComparedStratum, "clusters"> & { readonly result: { readonly name: string } };
  readonly metric: string;
  readonly candidate: Estimate;
  readonly baseline: Estimate;
  /** Candidate − baseline on the same resamples. */
  readonly replicates: Float64Array;
  readonly level: number;
  /** Nothing that the figure is made of differs. */
  readonly identical: boolean;
  readonly lessIsBetter: boolean;
  /** The test, and what is judged: counted so that more is better. */
  readonly assess: () => Assessed;
}

/** The difference of one figure, its paired bootstrap, and what it is judged on. */
export function judgedChange(figure: ComparedFigure): JudgedChange {
  const { stratum, metric, candidate: now, baseline: then, replicates, level } = figure;
  const { name } = stratum.result;
  const values = { baseline: then.value, candidate: now.value };
  if (now.value === null || then.value === null)
    return nothing(name, metric, now.value === null ? now : then, values);
  const difference = now.value - then.value;
  const head = { stratum: name, metric, ...values, difference, status: "ok" as const };
  if (figure.identical) return unchanged(head, level);
  const what = `paired, stratified by label, unit ${stratum.clusters ? "patient" : "case"}`;
  const ci = percentileInterval(replicates, level, what);
  const { tested, judged, reason } = figure.assess();
  const found = {
    ...head,
    ci: ci.interval,
    ...(ci.interval === null && ci.reason !== undefined ? { ciReason: ci.reason } : {}),
    ...tested,
  };
  if (judged === null)
    return {
      change: { ...found, judgedCi: null, ...(reason === undefined ? {} : { judgedCiReason: reason }) },
      ...unjudged,
    };
  const { interval, worseThan, spread } = judged;
  return {
    change: { ...found, judgedCi: figure.lessIsBetter ? reversed(interval) : interval },
    gain: interval,
    worseThan,
    plan: (margin: number) => changePlan(spread, margin, level),
  };
}

const unjudged = { gain: null, worseThan: () => 1, plan: null };

/** An interval of the gain as one of the difference, where less is better. */
const reversed = (interval: Interval): Interval => ({
  ...interval,
  lower: -interval.upper,
  upper: -interval.lower,
});

/** Where every prediction is the same there is nothing to estimate. */
function unchanged(
  head: Pick<Change, "stratum" | "metric" | "baseline" | "candidate" | "difference" | "status">,
  level: number,
): JudgedChange {
  const none = { lower: 0, upper: 0, level, method: "the same predictions, case by case" };
  return {
    change: { ...head, ci: none, judgedCi: none, p: 1, test: "the same predictions, case by case" },
    gain: none,
    worseThan: () => 1,
    plan: null,
  };
}

/** A figure that is undefined in a run. */
export function nothing(
  stratum: string,
  metric: string,
  { status, reason }: Estimate,
  values: Pick<Change, "baseline" | "candidate"> = { baseline: null, candidate: null },
): JudgedChange {
  return {
    change: {
      ...{ stratum, metric, ...values, difference: null, status },
      ...(reason === undefined ? {} : { reason }),
      ...{ ci: null, judgedCi: null, p: null, test: "none" },
    },
    ...unjudged,
  };
}
