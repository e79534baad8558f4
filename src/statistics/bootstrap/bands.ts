import { quantilesInPlace } from "../quantile.js";
import type { CurveReplicates } from "./curveSampler.js";

/** A point of a curve with its pointwise interval; null where too many resamples lack it. */
export interface BandPoint {
  /** False-positive rate, or recall. */
  x: number;
  lower: number | null;
  upper: number | null;
}

/** Pointwise percentile bands; each point covers with the level, the whole curve does not. */
export interface CurveBands {
  level: number;
  iterations: number;
  /** Sensitivity at each false-positive rate. */
  roc: BandPoint[];
  /** Precision at each recall. */
  precisionRecall: BandPoint[];
}

/** Percentile bands (type 7) from replicates of the curves. */
export function curveBands(
  { points, iterations, roc, precision }: CurveReplicates,
  level: number,
): CurveBands {
  const tail = (1 - level) / 2;
  const band = (replicates: Float64Array): BandPoint[] =>
    Array.from({ length: points }, (_, k) => {
      const x = k / (points - 1);
      const values = replicates.slice(k * iterations, (k + 1) * iterations);
      if (iterations === 0 || values.some(Number.isNaN)) return { x, lower: null, upper: null };
      const [lower, upper] = quantilesInPlace(values, [tail, 1 - tail]);
      return { x, lower, upper };
    });
  return { level, iterations, roc: band(roc), precisionRecall: band(precision) };
}
