import * as messages from "../messages/analysis.js";
import type { Gap } from "../results/schema/analyses.js";
import type { MetricName } from "../results/schema/metric.js";
import { replicateTest } from "../statistics/bootstrap/replicateTest.js";
import { fisherExact } from "../statistics/fisherExact.js";
import { type BootstrapResult, unpairedAurocDifference } from "../statistics/index.js";
import { invertInterval } from "../statistics/invertInterval.js";
import { proportionDifferenceInterval } from "../statistics/proportionDifference.js";
import type { ComparedSet, ResampledComparison } from "./comparisons.js";
import { metricProportion } from "./proportions.js";

/**
 * The difference of a stratum from its reference in each metric. AUROC: unpaired DeLong. Shares of cases
 * (sensitivity, specificity, …): Newcombe's interval and Fisher's exact test, at the effective size when
 * patients repeat. Others, and sets that share patients: the bootstrap (patients drawn jointly), which
 * gives no p where a class has fewer than ten cases. p-values are two-sided, not adjusted.
 */
export function metricGaps(
  { stratum, reference, shared, difference }: ResampledComparison,
  metrics: readonly MetricName[],
  level: number,
): Gap[] {
  return metrics.map((metric) => {
    const gap =
      !shared && metric === "auroc"
        ? aurocGap(stratum, reference, level)
        : ((shared ? null : proportionGap(metric, stratum, reference, level)) ??
          bootstrapGap(metric, stratum, reference, difference));
    const found = (one: ComparedSet) => one.set.result.metrics[metric].value;
    return { ...gap, stratumValue: found(stratum), referenceValue: found(reference) };
  });
}

function aurocGap(a: ComparedSet, b: ComparedSet, level: number): Gap {
  const test = unpairedAurocDifference(a.units, b.units, level);
  const reason = test.difference.reason ?? test.reason;
  // At AUROC 0 or 1 the variance is unknown: the interval rests on exact bounds, and p must agree with it.
  const boundary = [a, b].some((one) => one.set.result.metrics.auroc.status === "boundary");
  const p =
    boundary && test.ci ? invertInterval((at) => unpairedAurocDifference(a.units, b.units, at).ci) : test.p;
  const clustered = a.units.clusters ? ", variance by Obuchowski for repeated patients" : "";
  return {
    ...names(a, b, "auroc"),
    difference: test.difference.value,
    status: test.difference.status,
    ...(reason === undefined ? {} : { reason }),
    ci: test.ci,
    p,
    pAdjusted: null,
    method:
      boundary && test.ci
        ? `${test.ci.method}, p by its inversion`
        : `unpaired DeLong, Welch's t${clustered}`,
  };
}

function proportionGap(metric: MetricName, a: ComparedSet, b: ComparedSet, level: number): Gap | null {
  const sides = [a, b].map(({ units, set }) => metricProportion(metric, units, set.result.threshold, level));
  if (sides[0] === null || sides[1] === null) return null;
  const missing = undefinedSide(metric, a, b);
  const method = sides.some((side) => side!.effective < side!.trials)
    ? "Newcombe's interval, Fisher's exact test, at effective sizes for repeated patients"
    : "Newcombe's interval, Fisher's exact test";
  if (missing) return { ...names(a, b, metric), ...missing, method };
  const [first, second] = sides.map((side) => ({
    successes: (side!.successes / side!.trials) * side!.effective,
    trials: side!.effective,
  }));
  // Whole numbers for the exact test, never more than the cases are worth.
  const [x, y] = sides.map((side) => {
    const trials = Math.floor(side!.effective);
    return { hits: Math.round((side!.successes / side!.trials) * trials), trials };
  });
  return {
    ...names(a, b, metric),
    difference: a.set.result.metrics[metric].value! - b.set.result.metrics[metric].value!,
    status: "ok",
    ci: proportionDifferenceInterval(first, second, level).interval,
    p: fisherExact(x.hits, x.trials - x.hits, y.hits, y.trials - y.hits),
    pAdjusted: null,
    method,
  };
}

/** Cases of each class that a bootstrap test needs on both sides. */
const bootstrapMinimum = 10;

function bootstrapGap(metric: MetricName, a: ComparedSet, b: ComparedSet, bootstrap: BootstrapResult): Gap {
  const { interval, reason } = bootstrap.intervals[metric];
  const method = interval?.method ?? "percentile bootstrap";
  const missing = undefinedSide(metric, a, b);
  if (missing) return { ...names(a, b, metric), ...missing, method };
  const difference = a.set.result.metrics[metric].value! - b.set.result.metrics[metric].value!;
  const few = tooFewToResample(a, b);
  const alike = [a, b].some(({ set }) => {
    const { ci } = set.result.metrics[metric];
    return ci !== null && ci.lower === ci.upper;
  });
  const why = interval === null ? reason : (few ?? (alike ? messages.resamplesAlike : undefined));
  const replicates = bootstrap.replicates[metric].filter((value) => !Number.isNaN(value));
  return {
    ...names(a, b, metric),
    difference,
    status: why === undefined ? "ok" : "too-few",
    ...(why === undefined ? {} : { reason: why }),
    ci: why === undefined ? interval : null,
    p: why === undefined ? replicateTest(replicates) : null,
    pAdjusted: null,
    method,
  };
}

/** Why a difference can't be resampled: the smallest class of either side, where it is too small. */
export function tooFewToResample(a: ComparedSet, b: ComparedSet): string | undefined {
  const classes = [a, b].flatMap(({ set: { result } }) => [
    result.positivePatients ?? result.positives,
    result.negativePatients ?? result.negatives,
  ]);
  const few = Math.min(...classes);
  return few < bootstrapMinimum ? messages.tooFewToResample(few, bootstrapMinimum) : undefined;
}

/** What a gap holds when the metric is undefined on one side. */
function undefinedSide(metric: MetricName, a: ComparedSet, b: ComparedSet) {
  const missing = [a, b].map(({ set }) => set.result.metrics[metric]).find(({ value }) => value === null);
  if (!missing) return null;
  const { status, reason } = missing;
  const none = { difference: null, ci: null, p: null, pAdjusted: null };
  return { ...none, status, ...(reason === undefined ? {} : { reason }) };
}

const names = (a: ComparedSet, b: ComparedSet, metric: string) => ({
  stratum: a.name,
  reference: b.name,
  metric,
});
