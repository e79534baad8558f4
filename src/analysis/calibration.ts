import { notResampled } from "../messages/analysis.js";
import type { Calibration } from "../results/schema/calibration.js";
import type { Metric } from "../results/schema/metric.js";
import {
  binOf,
  type CalibrationBin,
  calibrationBins,
  calibrationErrors,
} from "../statistics/calibration/bins.js";
import {
  calibrationErrorInterval,
  errorIfCalibrated,
} from "../statistics/calibration/calibrationSampling.js";
import {
  type CalibrationCoefficient,
  calibrationInTheLarge,
  calibrationSlope,
} from "../statistics/calibration/calibrationSlope.js";
import { proportionInterval, proportionOf } from "./proportions.js";
import { refits } from "./refits.js";
import type { Resampling } from "./scoredSet.js";
import type { ScoredUnits } from "./scoredUnits.js";

const binCount = 10;

/**
 * How well the probabilities of one set of cases say how often there is a fracture: calibration slope,
 * calibration in the large, expected calibration error (ten bins of equal width) and what it would be by
 * chance, and the bins themselves with exact intervals. Where patients repeat, intervals allow for it.
 * @param stream names the random draws
 */
export function calibration(of: ScoredUnits, resampling: Resampling, stream: string): Calibration {
  const units = inOrder(of);
  const { scores, labels, clusters } = units;
  const { level, seed } = resampling;
  const repeat = clusters !== undefined && new Set(clusters).size < labels.length;
  const patients = repeat ? clusters : undefined;
  const settings = { level, seed, stream, iterations: refits(resampling.iterations, labels.length) };
  const draws = Math.min(resampling.iterations, 1000, Math.max(100, Math.floor(1e7 / labels.length)));
  const withSlope = calibrationSlope(scores, labels, level, patients);
  const slope = coefficientMetric(withSlope.slope);
  const intercept = coefficientMetric(calibrationInTheLarge(scores, labels, level, patients));
  const error = calibrationErrors(scores, labels, binCount).ece;
  const { interval, reason } = calibrationErrorInterval(scores, labels, settings, patients);
  const ece: Metric = {
    ...error,
    ci: error.value === null ? null : interval,
    ...(interval === null ? { ciReason: settings.iterations === 0 ? notResampled : reason } : {}),
  };
  const mean = (values: ArrayLike<number>) =>
    values.length === 0 ? null : Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  return {
    slope: slope.value,
    intercept: intercept.value,
    ece: ece.value,
    figures: { slope, intercept, interceptWithSlope: coefficientMetric(withSlope.intercept), ece },
    eceIfCalibrated: errorIfCalibrated(scores, labels, { ...settings, iterations: draws }),
    bins: calibrationBins(scores, labels, binCount).map((bin, b) => ({
      ...bin,
      ci: binInterval(bin, b, units, repeat, level),
    })),
    meanPredicted: mean(scores),
    observed: mean(labels),
    patientsRepeat: repeat,
  };
}

/** By score, then label: so that neither draws nor sums depend on the order of cases. */
function inOrder({ scores, labels, clusters }: ScoredUnits): ScoredUnits {
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b] || labels[a] - labels[b]);
  return {
    scores: Float64Array.from(order, (i) => scores[i]),
    labels: Uint8Array.from(order, (i) => labels[i]),
    clusters: clusters && Int32Array.from(order, (i) => clusters[i]),
  };
}

function coefficientMetric({ estimate, ci }: CalibrationCoefficient): Metric {
  return { ...estimate, ci };
}

function binInterval(
  bin: CalibrationBin,
  b: number,
  { scores, labels, clusters }: ScoredUnits,
  repeat: boolean,
  level: number,
) {
  if (bin.cases === 0) return null;
  const inside = [...scores.keys()].filter((i) => binOf(scores[i], binCount) === b);
  const share = proportionOf(
    inside.map((i) => labels[i]),
    repeat && clusters ? inside.map((i) => clusters[i]) : null,
    level,
  );
  return proportionInterval(share, level).interval;
}
