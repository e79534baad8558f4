import * as analysisMessages from "../../messages/analysis.js";
import * as messages from "../../messages/comparison.js";
import type { Change } from "../../results/schema/comparison.js";
import { type Interval, lowerIsBetter, type MetricName, metricNames } from "../../results/schema/metric.js";
import { definedReplicates } from "../../statistics/bootstrap/percentileInterval.js";
import { replicateTest } from "../../statistics/bootstrap/replicateTest.js";
import {
  type BootstrapResult,
  type BootstrapThreads,
  type ChangeSpread,
  changePlan,
  confusionCounts,
  type Estimate,
  percentileInterval,
} from "../../statistics/index.js";
import { metricEstimates } from "../metricEstimates.js";
import type { Resampling } from "../scoredSet.js";
import { aurocChange } from "./aurocChange.js";
import { callsChange } from "./callsChange.js";
import type { ComparedStratum } from "./comparedStrata.js";
import { type Assessed, judgedBy } from "./judged.js";
import { lostCase } from "./lostCase.js";

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

/**
 * Every metric of one stratum in both runs: the paired bootstrap of all at once, on the same resamples of
 * cases or whole patients; and what is judged: AUROC by DeLong (Obuchowski), shares of the same cases by
 * Tango's interval and McNemar's exact test, the rest by the bootstrap's standard error.
 * @param thresholds of the baseline and the candidate
 */
export async function changesOf(
  stratum: ComparedStratum,
  thresholds: { readonly baseline: number; readonly candidate: number },
  resampling: Resampling,
  threads: BootstrapThreads,
): Promise<JudgedChange[]> {
  const { labels, result } = stratum;
  if (result.cases === 0) return metricNames.map((metric) => nothing(result.name, metric, noCases));
  const estimates = (["candidate", "baseline"] as const).map((side) =>
    metricEstimates(stratum[side], labels, confusionCounts(stratum[side], labels, thresholds[side])),
  );
  const [candidate, baseline] = await pairedResamples(stratum, thresholds, resampling, threads);
  return metricNames.map((metric) => {
    const [now, then] = estimates.map((all) => all[metric]);
    const values = { baseline: then.value, candidate: now.value };
    if (now.value === null || then.value === null)
      return nothing(result.name, metric, now.value === null ? now : then, values);
    const difference = now.value - then.value;
    const head = { stratum: result.name, metric, ...values, difference, status: "ok" as const };
    if (result.identical) return unchanged(head, resampling.level);
    const replicates = candidate.replicates[metric].map((value, i) => value - baseline.replicates[metric][i]);
    const unit = stratum.clusters ? "patient" : "case";
    const what = `paired, stratified by label, unit ${unit}`;
    const ci = percentileInterval(Float64Array.from(replicates), resampling.level, what);
    const judged = judge(metric, stratum, thresholds, difference, replicates, resampling.level);
    const found = {
      ...head,
      ci: ci.interval,
      ...(ci.interval === null && ci.reason !== undefined ? { ciReason: ci.reason } : {}),
      ...judged.tested,
    };
    if (judged.judged === null)
      return {
        change: { ...found, judgedCi: null, judgedCiReason: judged.reason },
        gain: null,
        worseThan: () => 1,
        plan: null,
      };
    const { interval, worseThan, spread } = judged.judged;
    return {
      change: { ...found, judgedCi: better(metric) ? interval : reversed(interval) },
      gain: interval,
      worseThan,
      plan: (margin: number) => changePlan(spread, margin, resampling.level),
    };
  });
}

/** Whether more is better. */
const better = (metric: MetricName): boolean => !lowerIsBetter.has(metric);

/** An interval of the gain as one of the difference, where less is better. */
const reversed = (interval: Interval): Interval => ({
  ...interval,
  lower: -interval.upper,
  upper: -interval.lower,
});

/** Both runs on the same resamples. */
async function pairedResamples(
  { result, labels, baseline, candidate, clusters }: ComparedStratum,
  thresholds: { readonly baseline: number; readonly candidate: number },
  resampling: Resampling,
  threads: BootstrapThreads,
): Promise<BootstrapResult[]> {
  const units = clusters ?? Int32Array.from(labels, (_, i) => i);
  return threads.jointly({
    strata: [
      { scores: candidate, labels, threshold: thresholds.candidate, clusters: units },
      { scores: baseline, labels, threshold: thresholds.baseline, clusters: units },
    ],
    ...resampling,
    stream: `comparison:${result.name}`,
  });
}

function judge(
  metric: MetricName,
  stratum: ComparedStratum,
  thresholds: { readonly baseline: number; readonly candidate: number },
  difference: number,
  replicates: Float64Array,
  level: number,
): Assessed {
  if (metric === "auroc") return aurocChange(stratum, level);
  if (metric === "sensitivity" || metric === "specificity" || metric === "accuracy")
    return callsChange(metric, stratum, thresholds, level);
  return resampledChange(metric, stratum, thresholds.candidate, difference, replicates, level);
}

/** Units of each class that resampling needs. */
const bootstrapMinimum = 10;

function resampledChange(
  metric: MetricName,
  stratum: ComparedStratum,
  threshold: number,
  difference: number,
  replicates: Float64Array,
  level: number,
): Assessed {
  const test = "percentile bootstrap";
  const { result } = stratum;
  const units = Math.min(
    result.positivePatients ?? result.positives,
    result.negativePatients ?? result.negatives,
  );
  const { values, reason: undefinedIn } = definedReplicates(replicates);
  const reason =
    undefinedIn ??
    (units < bootstrapMinimum ? analysisMessages.tooFewToResample(units, bootstrapMinimum) : undefined);
  if (reason !== undefined) return { tested: { p: null, test }, judged: null, reason };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread: ChangeSpread = {
    gain: better(metric) ? difference : -difference,
    // The bootstrap's variance is that of n in the place of n − 1.
    standardError: Math.sqrt((squares / (values.length - 1)) * (units / (units - 1))),
    unseen: lostCase(metric, stratum, threshold),
    units,
  };
  return {
    tested: { p: replicateTest(values), test },
    judged: judgedBy(spread, level, "bootstrap's standard error, paired; score bound for losses not seen"),
  };
}

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

const noCases: Estimate = { value: null, status: "too-few", reason: messages.noCasesInStratum };

function nothing(
  stratum: string,
  metric: MetricName,
  { status, reason }: Estimate,
  values: Pick<Change, "baseline" | "candidate"> = { baseline: null, candidate: null },
): JudgedChange {
  return {
    change: {
      ...{ stratum, metric, ...values, difference: null, status },
      ...(reason === undefined ? {} : { reason }),
      ...{ ci: null, judgedCi: null, p: null, test: "none" },
    },
    gain: null,
    worseThan: () => 1,
    plan: null,
  };
}
