import type { ReaderResult } from "../../results/schema/analyses.js";
import type { Metric, MetricName } from "../../results/schema/metric.js";
import { type BootstrapThreads, sensitivityAtSpecificity } from "../../statistics/index.js";
import { type Resampling, scoredSet } from "../scoredSet.js";
import type { ReadStratum, StratumReader } from "./readerAnalysis.js";

/** What a reader, who calls and doesn't score, has figures for. */
export const readerMetrics = [
  "sensitivity",
  "specificity",
  "precision",
  "npv",
  "f1",
  "balancedAccuracy",
  "accuracy",
  "mcc",
] as const satisfies readonly MetricName[];

/**
 * A reader's figures on the cases of a stratum that this reader read: percentile bootstrap, and
 * Clopper–Pearson for shares of cases (at the effective size when patients repeat), as the model's.
 */
export async function readerResult(
  stratum: ReadStratum,
  reader: StratumReader,
  resampling: Resampling,
  threads: BootstrapThreads,
): Promise<ReaderResult> {
  const read = reader.calls.flatMap((call, i) => (call === null ? [] : [i]));
  const head = {
    stratum: stratum.name,
    name: reader.name,
    inReferenceStandard: reader.inReferenceStandard,
    cases: read.length,
    missing: reader.calls.length - read.length,
  };
  if (read.length === 0)
    return {
      ...head,
      positives: 0,
      negatives: 0,
      confusion: { tp: 0, fp: 0, fn: 0, tn: 0 },
      metrics: Object.fromEntries(readerMetrics.map((name) => [name, unread])),
      modelSensitivity: unread,
    };
  const labels = Uint8Array.from(read, (i) => stratum.labels[i]);
  const units = {
    scores: Float64Array.from(read, (i) => reader.calls[i]!),
    labels,
    clusters: stratum.clusters && Int32Array.from(read, (i) => stratum.clusters![i]),
  };
  const { result } = await scoredSet(
    units,
    { value: 0.5, source: "" },
    resampling,
    `reader:${reader.name}:${stratum.name}`,
    threads,
  );
  return {
    ...head,
    positives: result.positives,
    negatives: result.negatives,
    confusion: result.confusion,
    metrics: Object.fromEntries(readerMetrics.map((name) => [name, result.metrics[name]])),
    modelSensitivity: atSpecificityOf(
      result.metrics.specificity,
      Float64Array.from(read, (i) => stratum.probabilities[i]),
      labels,
    ),
  };
}

const unread: Metric = { value: null, status: "too-few", reason: "read none of these cases", ci: null };

/** Where the model stands at the reader's specificity, whatever threshold that takes. */
function atSpecificityOf({ value, ...rest }: Metric, scores: Float64Array, labels: Uint8Array): Metric {
  if (value === null) return { value, status: rest.status, reason: rest.reason, ci: null };
  const { value: found, status, reason } = sensitivityAtSpecificity(scores, labels, value);
  return {
    value: found,
    status,
    ...(reason === undefined ? {} : { reason }),
    ci: null,
    ciReason: "its threshold was chosen on these very cases",
  };
}
