import { studentTQuantile } from "./distributions/studentT.js";
import { checkLength, checkLevel } from "./inputs.js";

/**
 * The number of independent trials that a clustered proportion is worth (Korn & Graubard, Survey
 * Methodology 24, 1998): trials over the design effect of the ratio estimator, times the squared
 * ratio of t quantiles for the few degrees of freedom that clusters leave; never more than the trials.
 * Without variation (no or only successes) the design effect can't be estimated; then it is the number
 * of clusters. Trials that share no cluster are worth themselves.
 * @param successes 0 or 1 a trial
 * @param clusters one id a trial
 */
export function effectiveSize(successes: Uint8Array, clusters: Int32Array, level = 0.95): number {
  let total = 0;
  for (const success of successes) total += success;
  const p = total / successes.length;
  return sizeFor(successes, clusters, p, p * (1 - p), level);
}

/**
 * The same for paired differences: 1 where only the first is right, −1 where only the second is, else 0.
 */
export function effectivePairs(differences: Int8Array, clusters: Int32Array, level = 0.95): number {
  let total = 0;
  let squares = 0;
  for (const difference of differences) {
    total += difference;
    squares += difference * difference;
  }
  const mean = total / differences.length;
  return sizeFor(differences, clusters, mean, squares / differences.length - mean * mean, level);
}

function sizeFor(
  values: Uint8Array | Int8Array,
  clusters: Int32Array,
  mean: number,
  variance: number,
  level: number,
): number {
  checkLevel(level);
  checkLength("clusters", clusters.length, values.length);
  const n = values.length;
  const groups = new Map<number, { trials: number; total: number }>();
  for (let i = 0; i < n; i++) {
    const group = groups.get(clusters[i]) ?? { trials: 0, total: 0 };
    group.trials++;
    group.total += values[i];
    groups.set(clusters[i], group);
  }
  const k = groups.size;
  if (k === n) return n;
  if (values.every((value) => value === values[0]) || k < 2) return k;
  let squares = 0;
  for (const group of groups.values()) squares += (group.total - mean * group.trials) ** 2;
  const clustered = ((k / (k - 1)) * squares) / (n * n);
  const designEffect = clustered / (variance / n);
  const tail = (1 - level) / 2;
  const degrees = (studentTQuantile(tail, n - 1) / studentTQuantile(tail, k - 1)) ** 2;
  return Math.min(n, (n / designEffect) * degrees);
}
