import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";

/** One bar of a reliability diagram. */
export interface CalibrationBin {
  /** Edges of the bin; the upper one belongs to the next bin, except in the last. */
  from: number;
  to: number;
  cases: number;
  positives: number;
  /** Null in an empty bin. */
  meanPredicted: number | null;
  observed: number | null;
}

/**
 * Which of so many equal-width bins of [0, 1] a probability is in. One on an edge belongs to the upper bin;
 * 1e-12 of slack keeps 0.3 (stored a little below three tenths) in the bin that it starts.
 */
export function binOf(probability: number, count: number): number {
  return Math.min(count - 1, Math.floor(count * probability + 1e-12));
}

/** Equal-width bins of [0, 1]. */
export function calibrationBins(
  probabilities: Float64Array,
  labels: Uint8Array,
  count = 10,
): CalibrationBin[] {
  checkProbabilitiesAndLabels(probabilities, labels);
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`${count} is not a number of bins`);
  const cases = new Float64Array(count);
  const positives = new Float64Array(count);
  const sums = new Float64Array(count);
  for (let i = 0; i < labels.length; i++) {
    const bin = binOf(probabilities[i], count);
    cases[bin]++;
    positives[bin] += labels[i];
    sums[bin] += probabilities[i];
  }
  return Array.from(cases, (n, bin) => ({
    from: bin / count,
    to: (bin + 1) / count,
    cases: n,
    positives: positives[bin],
    meanPredicted: n === 0 ? null : sums[bin] / n,
    observed: n === 0 ? null : positives[bin] / n,
  }));
}

/** Expected and maximum calibration error. */
export interface CalibrationErrors {
  /** Mean of |observed − predicted| over bins, weighted by cases. */
  ece: Estimate;
  /** The largest |observed − predicted| of a bin. */
  mce: Estimate;
}

/** ECE and MCE over equal-width bins (Naeini, Cooper & Hauskrecht, AAAI 2015). */
export function calibrationErrors(
  probabilities: Float64Array,
  labels: Uint8Array,
  count = 10,
): CalibrationErrors {
  const bins = calibrationBins(probabilities, labels, count);
  if (labels.length === 0)
    return { ece: missing("too-few", "no cases"), mce: missing("too-few", "no cases") };
  let expected = 0;
  let largest = 0;
  for (const { cases, meanPredicted, observed } of bins) {
    if (cases === 0) continue;
    const gap = Math.abs(observed! - meanPredicted!);
    expected += (cases / labels.length) * gap;
    largest = Math.max(largest, gap);
  }
  return { ece: defined(expected), mce: defined(largest) };
}
