import * as messages from "../../messages/comparison.js";
import { lowerIsBetter, type MetricName, metricNames } from "../../results/schema/metric.js";
import {
  type BootstrapResult,
  type BootstrapThreads,
  confusionCounts,
  type Estimate,
} from "../../statistics/index.js";
import { metricEstimates } from "../metricEstimates.js";
import type { Resampling } from "../scoredSet.js";
import type { AlignedCases } from "./align.js";
import { aurocChange } from "./aurocChange.js";
import { callsChange } from "./callsChange.js";
import type { ComparedStratum } from "./comparedStrata.js";
import type { Assessed } from "./judged.js";
import { type JudgedChange, judgedChange, nothing } from "./judgedChange.js";
import { lostCase } from "./lostCase.js";
import { resampledChange } from "./resampledChange.js";

/** The operating point of either run. */
export type Thresholds = AlignedCases["thresholds"];

/** What resamples gave in either run, resample by resample the same cases. */
export type Replicates<M extends MetricName> = Readonly<
  Record<"candidate" | "baseline", Readonly<Record<M, Float64Array>>>
>;

/**
 * Every metric of one stratum in both runs: the paired bootstrap of all at once, on the same resamples of
 * cases or whole patients; and what is judged: AUROC by DeLong (Obuchowski), shares of the same cases by
 * Tango's interval and McNemar's exact test, the rest by the bootstrap's standard error.
 */
export async function changesOf(
  stratum: ComparedStratum,
  thresholds: Thresholds,
  resampling: Resampling,
  threads: BootstrapThreads,
): Promise<JudgedChange[]> {
  if (stratum.result.cases === 0)
    return metricNames.map((metric) => nothing(stratum.result.name, metric, noCases));
  const [candidate, baseline] = await pairedResamples(stratum, thresholds, resampling, threads);
  const replicates = { candidate: candidate.replicates, baseline: baseline.replicates };
  return changesFrom(stratum, thresholds, metricNames, replicates, resampling.level);
}

/** The given metrics of one stratum in both runs. */
export function changesFrom<M extends MetricName>(
  stratum: ComparedStratum,
  thresholds: Thresholds,
  metrics: readonly M[],
  replicates: Replicates<M>,
  level: number,
): JudgedChange[] {
  const candidate = estimatesOf("candidate", stratum, thresholds);
  const baseline = estimatesOf("baseline", stratum, thresholds);
  return metrics.map((metric) => {
    const then = replicates.baseline[metric];
    const differences = replicates.candidate[metric].map((value, i) => value - then[i]);
    return judgedChange({
      ...{ stratum, metric, candidate: candidate[metric], baseline: baseline[metric] },
      ...{ replicates: differences, level, identical: stratum.result.identical },
      lessIsBetter: lowerIsBetter.has(metric),
      assess: () => {
        const gain = candidate[metric].value! - baseline[metric].value!;
        return assess(metric, stratum, thresholds, gain, differences, level);
      },
    });
  });
}

/** Every figure of a stratum in one of the runs, at its own threshold. */
export function estimatesOf(
  side: "candidate" | "baseline",
  stratum: ComparedStratum,
  thresholds: Thresholds,
): Record<MetricName, Estimate> {
  const { labels, [side]: scores } = stratum;
  return metricEstimates(scores, labels, confusionCounts(scores, labels, thresholds[side]));
}

/** Both runs on the same resamples. */
async function pairedResamples(
  { result, labels, baseline, candidate, clusters }: ComparedStratum,
  thresholds: Thresholds,
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

function assess(
  metric: MetricName,
  stratum: ComparedStratum,
  thresholds: Thresholds,
  difference: number,
  replicates: Float64Array,
  level: number,
): Assessed {
  if (metric === "auroc") return aurocChange(stratum, level);
  if (metric === "sensitivity" || metric === "specificity" || metric === "accuracy")
    return callsChange(metric, stratum, thresholds, level);
  const gain = lowerIsBetter.has(metric) ? -difference : difference;
  const unseen = () => lostCase(metric, stratum, thresholds.candidate);
  return resampledChange(stratum, { gain, replicates, unseen }, level);
}

/** Of a stratum that holds no common case. */
export const noCases: Estimate = { value: null, status: "too-few", reason: messages.noCasesInStratum };
