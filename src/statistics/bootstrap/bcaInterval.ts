import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { type IntervalOrReason, noInterval } from "../estimate.js";
import { quantileInPlace } from "../quantile.js";
import { definedReplicates } from "./percentileInterval.js";

/**
 * The bias-corrected and accelerated interval (Efron, JASA 82, 1987; Efron & Tibshirani 1993,
 * chapter 14): percentiles shifted by the bias and by how the spread changes with the value.
 * Replicates equal to the estimate count half on either side.
 * @param estimate of all cases; NaN when undefined
 * @param jackknifed one array a group of units, of the metric with one unit left out
 */
export function bcaInterval(
  replicates: Float64Array,
  estimate: number,
  jackknifed: readonly Float64Array[],
  level: number,
  what: string,
): IntervalOrReason {
  const { values, dropped, reason } = definedReplicates(replicates);
  if (reason !== undefined) return noInterval(reason);
  if (Number.isNaN(estimate)) return noInterval("undefined for all cases");
  let below = 0;
  for (let i = 0; i < values.length; i++)
    below += values[i] < estimate ? 1 : values[i] === estimate ? 0.5 : 0;
  if (below === 0 || below === values.length)
    return noInterval("every resample is on one side of the estimate");
  const factor = acceleration(jackknifed);
  if (factor === null)
    return noInterval("the figure does not change when a case is left out, or is undefined then");
  const bias = normalQuantile(below / values.length);
  const bound = (probability: number) => {
    const shifted = bias + normalQuantile(probability);
    return quantileInPlace(values, normalCdf(bias + shifted / (1 - factor * shifted)));
  };
  const tail = (1 - level) / 2;
  return {
    interval: {
      lower: bound(tail),
      upper: bound(1 - tail),
      level,
      method: `BCa bootstrap, ${what}`,
      iterations: replicates.length,
      dropped,
    },
  };
}

/**
 * The acceleration from jackknife values of several independent samples: a sixth of the skewness of
 * the influences, each sample weighed by its size (as SciPy's stats.bootstrap).
 */
export function acceleration(groups: readonly Float64Array[]): number | null {
  let cubes = 0;
  let squares = 0;
  for (const values of groups) {
    const size = values.length;
    if (size === 0) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    if (Number.isNaN(mean)) return null;
    for (const value of values) {
      const influence = ((size - 1) * (mean - value)) / size;
      squares += influence ** 2;
      cubes += influence ** 3;
    }
  }
  return squares === 0 ? null : cubes / (6 * squares ** 1.5);
}
