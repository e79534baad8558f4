import { chiSquaredUpperTail } from "../distributions/chiSquared.js";
import { normalQuantile, normalTwoSided } from "../distributions/normal.js";
import { checkLength } from "../inputs.js";
import { designOf, type RegressionRequest } from "./design.js";
import { information, logisticState } from "./likelihood.js";
import { logisticRegression } from "./logisticRegression.js";
import type { LikelihoodRatio, Regression } from "./regressionResult.js";
import { cholesky, choleskyInverse, choleskySolve } from "./symmetricMatrix.js";

/** A logistic regression whose uncertainty allows for cases that resemble each other. */
export interface ClusterRobustRegression extends Regression {
  /** How many clusters there are. */
  clusters: number;
  /** Of the coefficients, row-major; null unless the status is `ok`. */
  covariance: Float64Array | null;
}

/**
 * Maximum-likelihood logistic regression with the sandwich covariance over clusters (Liang & Zeger,
 * Biometrika 73, 1986): standard errors, Wald z, p and intervals; statsmodels' `cov_type="cluster"`, with
 * its small-sample factor G/(G − 1) · (n − 1)/(n − k). The likelihood takes cases for independent, so
 * there are no likelihood-ratio tests: they are null. With few clusters (below about 40) the standard
 * errors are too small.
 * @param request clusters: one id a case
 */
export function clusterRobustRegression(
  request: RegressionRequest & { clusters: Int32Array },
): ClusterRobustRegression {
  const { clusters, level = 0.95 } = request;
  checkLength("clusters", clusters.length, request.labels.length);
  const count = new Set(clusters).size;
  const fit = logisticRegression(request);
  if (fit.status !== "ok") return { ...fit, clusters: count, covariance: null };
  if (count < 2)
    return {
      ...fit,
      status: "too-few",
      reason: "only one cluster",
      terms: [],
      overall: null,
      clusters: count,
      covariance: null,
    };
  const covariance = sandwich(
    request,
    fit.terms.map(({ coefficient }) => coefficient),
    count,
  );
  const size = fit.terms.length;
  const reach = -normalQuantile((1 - level) / 2);
  const terms = fit.terms.map((term, j) => {
    const standardError = Math.sqrt(covariance[j * size + j]);
    const z = term.coefficient / standardError;
    const half = reach * standardError;
    return {
      ...term,
      standardError,
      z,
      p: normalTwoSided(z),
      ci: {
        lower: term.coefficient - half,
        upper: term.coefficient + half,
        level,
        method: "Wald, cluster-robust",
      },
      likelihoodRatio: null,
    };
  });
  return { ...fit, terms, overall: null, clusters: count, covariance };
}

/**
 * Wald's test that some coefficients are all 0: chi-squared with as many degrees of freedom.
 * @param names of the terms tested
 * @returns null where their covariance is singular (fewer clusters than coefficients)
 */
export function robustWaldTest(
  { terms, covariance }: ClusterRobustRegression,
  names: readonly string[],
): LikelihoodRatio | null {
  if (covariance === null) return null;
  const chosen = terms.flatMap(({ name }, j) => (names.includes(name) ? [j] : []));
  const part = Float64Array.from(chosen.flatMap((a) => chosen.map((b) => covariance[a * terms.length + b])));
  const factor = cholesky(part, chosen.length);
  if (factor === null) return null;
  const coefficients = Float64Array.from(chosen, (j) => terms[j].coefficient);
  const solved = choleskySolve(factor, coefficients);
  const statistic = coefficients.reduce((sum, value, i) => sum + value * solved[i], 0);
  return { statistic, df: chosen.length, p: chiSquaredUpperTail(statistic, chosen.length) };
}

/** A⁻¹ B A⁻¹ with A the information and B the sum over clusters of their scores' outer products. */
function sandwich(
  request: RegressionRequest & { clusters: Int32Array },
  coefficients: readonly number[],
  count: number,
): Float64Array {
  const design = designOf(request);
  const { columns } = design;
  const size = columns.length;
  const cases = request.labels.length;
  const { weights, residuals } = logisticState(design, coefficients);
  const bread = choleskyInverse(cholesky(information(columns, weights), size)!, size);
  const scores = new Map<number, Float64Array>();
  for (let i = 0; i < cases; i++) {
    const score = scores.get(request.clusters[i]) ?? new Float64Array(size);
    for (let j = 0; j < size; j++) score[j] += residuals[i] * columns[j][i];
    scores.set(request.clusters[i], score);
  }
  const factor = (count / (count - 1)) * ((cases - 1) / (cases - size));
  const covariance = new Float64Array(size * size);
  for (const score of scores.values()) {
    const moved = Float64Array.from({ length: size }, (_, a) =>
      score.reduce((sum, value, b) => sum + bread[a * size + b] * value, 0),
    );
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) covariance[a * size + b] += factor * moved[a] * moved[b];
  }
  return covariance;
}
