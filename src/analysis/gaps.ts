import type { Gap } from "../results/schema/analyses.js";
import type { MetricName } from "../results/schema/metric.js";
import {
  type BootstrapResult,
  bootstrapIndependentDifference,
  bootstrapJointStrata,
  holm,
  unpairedAurocDifference,
} from "../statistics/index.js";
import type { Resampling, ScoredSet } from "./scoredSet.js";
import type { ScoredUnits } from "./scoredUnits.js";

/** A stratum ready to be compared. */
export interface ComparedSet {
  readonly name: string;
  readonly units: ScoredUnits;
  readonly set: ScoredSet;
  /** Who is resampled: the patient of each unit, or the case itself. */
  readonly resampled: Int32Array;
}

export interface Comparison {
  readonly stratum: ComparedSet;
  readonly reference: ComparedSet;
}

/**
 * The difference of every stratum from its reference in every primary metric: unpaired DeLong for
 * AUROC, the bootstrap for the others (independent draws, joint by patient where the two share
 * patients). p-values are two-sided, Holm-adjusted over the whole family (strata × metrics).
 */
export function gaps(
  comparisons: readonly Comparison[],
  metrics: readonly MetricName[],
  resampling: Resampling,
): Gap[] {
  const raw = comparisons.flatMap(({ stratum, reference }) => {
    const shared = sharesUnits(stratum.resampled, reference.resampled);
    const difference = shared
      ? jointDifference(stratum, reference, resampling)
      : bootstrapIndependentDifference(stratum.set.bootstrap, reference.set.bootstrap, resampling.level);
    return metrics.map((metric) =>
      metric === "auroc" && !shared
        ? aurocGap(stratum, reference, resampling.level)
        : bootstrapGap(metric, stratum, reference, difference),
    );
  });
  const tested = raw.filter((gap) => gap.p !== null);
  const adjusted = holm(tested.map((gap) => gap.p!));
  tested.forEach((gap, i) => {
    gap.pAdjusted = adjusted[i];
  });
  return raw;
}

function sharesUnits(a: Int32Array, b: Int32Array): boolean {
  const known = new Set(a);
  return b.some((unit) => known.has(unit));
}

function jointDifference(a: ComparedSet, b: ComparedSet, resampling: Resampling): BootstrapResult {
  const side = (one: ComparedSet) => ({
    scores: one.units.scores,
    labels: one.units.labels,
    threshold: one.set.result.threshold,
    clusters: one.resampled,
  });
  const stream = `joint:${a.name}:${b.name}`;
  return bootstrapJointStrata({ first: side(a), second: side(b), ...resampling, stream }).difference;
}

function aurocGap(a: ComparedSet, b: ComparedSet, level: number): Gap {
  const test = unpairedAurocDifference(a.units, b.units, level);
  const reason = test.difference.reason ?? test.reason;
  return {
    ...names(a, b, "auroc"),
    difference: test.difference.value,
    status: test.difference.status,
    ...(reason === undefined ? {} : { reason }),
    ci: test.ci,
    p: test.p,
    pAdjusted: null,
    method: a.units.clusters
      ? "unpaired DeLong, variance by Obuchowski for repeated patients"
      : "unpaired DeLong",
  };
}

function bootstrapGap(metric: MetricName, a: ComparedSet, b: ComparedSet, bootstrap: BootstrapResult): Gap {
  const first = a.set.result.metrics[metric];
  const second = b.set.result.metrics[metric];
  const missing = first.value === null ? first : second.value === null ? second : null;
  const { interval, reason } = bootstrap.intervals[metric];
  const replicates = bootstrap.replicates[metric].filter((value) => !Number.isNaN(value));
  const why = missing?.reason ?? (interval === null ? reason : undefined);
  return {
    ...names(a, b, metric),
    difference: missing ? null : first.value! - second.value!,
    status: missing ? missing.status : "ok",
    ...(why === undefined ? {} : { reason: why }),
    ci: missing ? null : interval,
    p: missing || interval === null ? null : twoSidedP(replicates),
    pAdjusted: null,
    method: interval?.method ?? "percentile bootstrap",
  };
}

const names = (a: ComparedSet, b: ComparedSet, metric: string) => ({
  stratum: a.name,
  reference: b.name,
  metric,
});

/**
 * The level at which the percentile interval of the replicates would just touch 0, counting the
 * observed sample as one replicate (Davison & Hinkley, Bootstrap Methods, 1997, eq. 4.11).
 */
function twoSidedP(replicates: Float64Array): number {
  let below = 1;
  let above = 1;
  for (const value of replicates) {
    if (value <= 0) below++;
    if (value >= 0) above++;
  }
  return Math.min(1, (2 * Math.min(below, above)) / (replicates.length + 1));
}
