import type { MetricName } from "../../results/schema/metric.js";
import { confusionCounts } from "../../statistics/index.js";
import { metricEstimates } from "../metricEstimates.js";
import type { ComparedStratum } from "./comparedStrata.js";

/**
 * What one more lost case costs the candidate's figure, > 0: one fracture more that it misses with a
 * probability of 0, or one case without that it calls with 1, whichever costs more (average precision: of a
 * fracture; a single call at the very top would cost it more than any model's change does); of a patient where
 * they repeat, at the mean number of cases.
 */
export function lostCase(
  metric: MetricName,
  { labels, candidate, clusters, result }: ComparedStratum,
  threshold: number,
): number {
  const estimate = (scores: Float64Array) =>
    metricEstimates(scores, labels, confusionCounts(scores, labels, threshold))[metric].value;
  const whole = estimate(candidate)!;
  const cost = (label: 0 | 1) => {
    const lost = typicalRight(candidate, labels, label, threshold);
    const scores = Float64Array.from(candidate);
    scores[lost] = label === 1 ? 0 : 1;
    return Math.abs((estimate(scores) ?? whole) - whole);
  };
  const cases = (label: 0 | 1) => (label === 1 ? result.positives : result.negatives);
  const patients = (label: 0 | 1) =>
    (label === 1 ? result.positivePatients : result.negativePatients) ?? cases(label);
  const scale = (label: 0 | 1) => (clusters ? cases(label) / patients(label) : 1);
  const labelsLost = metric === "aupr" ? ([1] as const) : ([0, 1] as const);
  const costs = labelsLost.map((label) => cost(label) * scale(label));
  return Math.max(...costs, 1e-3 / labels.length);
}

/** A case of the label that the candidate has right, its probability the median of those; of all, without one. */
function typicalRight(scores: Float64Array, labels: Uint8Array, label: 0 | 1, threshold: number): number {
  const own = [...labels.keys()].filter((i) => labels[i] === label);
  const right = own.filter((i) => scores[i] >= threshold === (label === 1));
  const from = (right.length > 0 ? right : own).sort((a, b) => scores[a] - scores[b]);
  return from[Math.floor(from.length / 2)];
}
