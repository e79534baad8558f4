import { auroc } from "./auroc.js";
import { aurocInterval } from "./aurocInterval.js";
import { type DelongResult, delong, delongCovariance } from "./delong.js";
import { normalQuantile, normalTwoSided } from "./distributions/normal.js";
import { studentTQuantile, studentTTwoSided } from "./distributions/studentT.js";
import { defined, type Estimate, type Interval, missing } from "./estimate.js";
import { checkLength, checkLevel } from "./inputs.js";
import { clusteredAuroc, obuchowski } from "./obuchowski.js";

/** A difference of two AUROCs, with its test. */
export interface AurocDifference {
  difference: Estimate;
  standardError: number | null;
  /** z (paired) or t (unpaired); null when there is no variance. */
  statistic: number | null;
  /** Degrees of freedom of t; absent for z. */
  df?: number;
  /** Two-sided. */
  p: number | null;
  ci: Interval | null;
  reason?: string;
}

/**
 * DeLong's test of two models on the same cases: z = (A − B) / SE with their covariance
 * (Biometrics 44, 1988). With clusters, Obuchowski's variance of the difference (Biometrics 53, 1997).
 * @param clusters one patient a case
 */
export function pairedAurocDifference(
  scoresA: Float64Array,
  scoresB: Float64Array,
  labels: Uint8Array,
  level = 0.95,
  clusters?: Int32Array,
): AurocDifference {
  checkLevel(level);
  checkLength("second scores", scoresB.length, scoresA.length);
  if (clusters) return pairedByCluster(scoresA, scoresB, labels, level, clusters);
  const a = delong(scoresA, labels);
  const b = delong(scoresB, labels);
  const covariance = delongCovariance(a.placements, b.placements, labels);
  const variance =
    a.variance === null || b.variance === null || covariance === null
      ? null
      : a.variance + b.variance - 2 * covariance;
  return assess(a, b, variance, level, "DeLong, paired");
}

function pairedByCluster(
  scoresA: Float64Array,
  scoresB: Float64Array,
  labels: Uint8Array,
  level: number,
  clusters: Int32Array,
): AurocDifference {
  const a = obuchowski(scoresA, labels, clusters);
  const b = obuchowski(scoresB, labels, clusters);
  const differences = a.placements.map((value, i) => value - b.placements[i]);
  const { variance } = clusteredAuroc(differences, labels, clusters);
  return assess(a, b, variance, level, "Obuchowski, paired");
}

/** One sample of an unpaired comparison; with clusters its variance is Obuchowski's. */
export interface AurocSample {
  scores: Float64Array;
  labels: Uint8Array;
  clusters?: Int32Array;
}

/**
 * Test of two AUROCs on different cases: Welch's t with Satterthwaite's degrees of freedom, as
 * pROC's roc.test for unpaired curves. The samples must not share patients; when they do, use the
 * bootstrap of strata jointly.
 *
 * When one AUROC is 0 or 1, its variance is estimated as 0 and t's interval would be too narrow: the
 * interval is then put together from the two AUROCs' own (MOVER: Zou & Donner, Statistics in
 * Medicine 27, 2008), of which the one at the boundary is exact.
 */
export function unpairedAurocDifference(
  sampleA: AurocSample,
  sampleB: AurocSample,
  level = 0.95,
): AurocDifference {
  checkLevel(level);
  const [a, b] = [sampleA, sampleB].map(({ scores, labels, clusters }) => {
    if (!clusters) return { ...delong(scores, labels), units: scores.length };
    const clustered = obuchowski(scores, labels, clusters);
    return { ...clustered, units: clustered.clusters };
  });
  if (a.variance === null || b.variance === null) return assess(a, b, null, level, "DeLong, unpaired");
  const variance = a.variance + b.variance;
  const df = variance ** 2 / (a.variance ** 2 / (a.units - 1) + b.variance ** 2 / (b.units - 1));
  const result = assess(a, b, variance, level, "DeLong, unpaired", df);
  const boundary = a.auroc.status === "boundary" || b.auroc.status === "boundary";
  return boundary ? { ...result, ci: moverInterval(sampleA, sampleB, result, level) } : result;
}

/** Bounds of A − B from the distances of A and B to their own bounds. */
function moverInterval(
  sampleA: AurocSample,
  sampleB: AurocSample,
  { difference }: AurocDifference,
  level: number,
): Interval | null {
  const [a, b] = [sampleA, sampleB].map(({ scores, labels, clusters }) => {
    const { interval } = aurocInterval(scores, labels, level, clusters);
    const { value } = auroc(scores, labels);
    return interval && { below: value! - interval.lower, above: interval.upper - value! };
  });
  if (a === null || b === null) return null;
  const lower = difference.value! - Math.hypot(a.below, b.above);
  const upper = difference.value! + Math.hypot(a.above, b.below);
  return { lower, upper, level, method: "MOVER of the two AUROC intervals" };
}

function assess(
  a: DelongResult,
  b: DelongResult,
  variance: number | null,
  level: number,
  method: string,
  df?: number,
): AurocDifference {
  const none = { standardError: null, statistic: null, p: null, ci: null };
  if (a.auroc.value === null)
    return { difference: missing(reasonStatus(a), a.reason!), ...none, reason: a.reason };
  if (b.auroc.value === null)
    return { difference: missing(reasonStatus(b), b.reason!), ...none, reason: b.reason };
  const difference = a.auroc.value - b.auroc.value;
  if (variance === null) return { difference: defined(difference), ...none, reason: a.reason ?? b.reason };
  // Rounding can leave a variance of a few units of 2^-53 where the two models rank alike.
  if (variance <= 1e-30)
    return { difference: defined(difference), ...none, reason: "the difference has no variance" };
  const standardError = Math.sqrt(variance);
  const statistic = difference / standardError;
  const tail = (1 - level) / 2;
  const quantile = df === undefined ? -normalQuantile(tail) : -studentTQuantile(tail, df);
  const half = quantile * standardError;
  return {
    difference: defined(difference),
    standardError,
    statistic,
    df,
    p: df === undefined ? normalTwoSided(statistic) : studentTTwoSided(statistic, df),
    ci: { lower: difference - half, upper: difference + half, level, method },
  };
}

function reasonStatus({ auroc }: DelongResult): "one-class" | "too-few" {
  return auroc.status === "one-class" ? "one-class" : "too-few";
}
