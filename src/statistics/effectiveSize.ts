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
  checkLevel(level);
  checkLength("clusters", clusters.length, successes.length);
  const n = successes.length;
  const groups = new Map<number, { trials: number; successes: number }>();
  let total = 0;
  for (let i = 0; i < n; i++) {
    const group = groups.get(clusters[i]) ?? { trials: 0, successes: 0 };
    group.trials++;
    group.successes += successes[i];
    total += successes[i];
    groups.set(clusters[i], group);
  }
  const k = groups.size;
  if (k === n) return n;
  if (total === 0 || total === n || k < 2) return k;
  const p = total / n;
  let squares = 0;
  for (const group of groups.values()) squares += (group.successes - p * group.trials) ** 2;
  const variance = ((k / (k - 1)) * squares) / (n * n);
  const designEffect = variance / ((p * (1 - p)) / n);
  const tail = (1 - level) / 2;
  const degrees = (studentTQuantile(tail, n - 1) / studentTQuantile(tail, k - 1)) ** 2;
  return Math.min(n, (n / designEffect) * degrees);
}
