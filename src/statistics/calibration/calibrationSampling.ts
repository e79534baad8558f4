import { caseDrawer } from "../bootstrap/drawCases.js";
import { percentileInterval } from "../bootstrap/percentileInterval.js";
import type { IntervalOrReason } from "../estimate.js";
import { quantileInPlace } from "../quantile.js";
import { RandomStream } from "../random.js";
import { calibrationErrors } from "./bins.js";

export interface SamplingSettings {
  readonly iterations: number;
  readonly seed: number;
  readonly stream: string;
  readonly level: number;
}

/**
 * Percentile bootstrap interval of the expected calibration error, stratified by label. It shows how the
 * estimate varies. The estimate itself is too large with few cases, and its resamples' more so: read it
 * beside errorIfCalibrated.
 * @param clusters one patient a case: patients are then drawn whole
 */
export function calibrationErrorInterval(
  probabilities: Float64Array,
  labels: Uint8Array,
  { iterations, seed, stream, level }: SamplingSettings,
  clusters?: Int32Array,
): IntervalOrReason {
  const draw = caseDrawer(labels, clusters);
  const replicates = new Float64Array(labels.length === 0 ? 0 : iterations);
  for (let iteration = 0; iteration < replicates.length; iteration++) {
    const cases = draw(new RandomStream(seed, "calibration error", stream, iteration));
    const { ece } = calibrationErrors(
      Float64Array.from(cases, (i) => probabilities[i]),
      Uint8Array.from(cases, (i) => labels[i]),
    );
    replicates[iteration] = ece.value ?? Number.NaN;
  }
  return percentileInterval(replicates, level, `stratified by label, unit ${clusters ? "patient" : "case"}`);
}

/** What a model with these probabilities would show if they were right. */
export interface ErrorIfCalibrated {
  /** Mean expected calibration error over the draws. */
  mean: number;
  /** Its 95th percentile. */
  upper: number;
  /** Share of draws with at least the error observed, the observed one counted among them. */
  p: number;
  draws: number;
}

/**
 * The expected calibration error that chance alone gives: labels drawn anew from the probabilities
 * themselves, each case for itself (consistency resampling: Bröcker & Smith, Weather and Forecasting 22,
 * 2007). Null without cases.
 */
export function errorIfCalibrated(
  probabilities: Float64Array,
  labels: Uint8Array,
  { iterations, seed, stream }: SamplingSettings,
): ErrorIfCalibrated | null {
  const observed = calibrationErrors(probabilities, labels).ece.value;
  if (observed === null || iterations === 0) return null;
  const drawn = new Uint8Array(labels.length);
  const errors = new Float64Array(iterations);
  let atLeast = 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const random = new RandomStream(seed, "if calibrated", stream, iteration);
    for (let i = 0; i < drawn.length; i++) drawn[i] = random.uniform() < probabilities[i] ? 1 : 0;
    errors[iteration] = calibrationErrors(probabilities, drawn).ece.value!;
    // Rounding must not let a draw that equals the observed labels count as smaller.
    if (errors[iteration] >= observed - 1e-12) atLeast++;
  }
  const mean = errors.reduce((sum, value) => sum + value, 0) / iterations;
  return { mean, upper: quantileInPlace(errors, 0.95), p: atLeast / (iterations + 1), draws: iterations };
}
