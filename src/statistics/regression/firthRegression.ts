import { chiSquaredQuantile } from "../distributions/chiSquared.js";
import { normalTwoSided } from "../distributions/normal.js";
import type { Interval } from "../estimate.js";
import { checkLevel } from "../inputs.js";
import { beforeFitting } from "./admissible.js";
import { type Design, designOf, type RegressionRequest } from "./design.js";
import { information } from "./likelihood.js";
import { likelihoodRatio } from "./likelihoodRatio.js";
import { maximisePenalised, type PenalisedFit } from "./penalisedLikelihood.js";
import type { FittedTerm, Regression } from "./regressionResult.js";
import { cholesky, choleskyInverse } from "./symmetricMatrix.js";

/**
 * Firth's penalised-likelihood logistic regression: finite estimates also under separation, with
 * profile penalised likelihood intervals and penalised likelihood-ratio tests (Heinze & Schemper
 * 2002). Figures equal R's logistf.
 */
export function firthRegression(request: RegressionRequest): Regression {
  checkLevel(request.level ?? 0.95);
  return firthOfDesign(designOf(request), request.level ?? 0.95);
}

export function firthOfDesign(design: Design, level: number): Regression {
  const before = beforeFitting(design, "firth");
  if (before.status !== "ok") return before;
  const size = design.columns.length;
  const all = design.names.map((_, j) => j);
  const fit = maximisePenalised(design, new Float64Array(size), all);
  if (!fit?.converged)
    return { ...before, status: "undefined", reason: "the penalised fit did not converge" };
  const augmented = standardErrors(
    design,
    fit.weights.map((w, i) => w * (1 + fit.leverages[i])),
  );
  const fisher = standardErrors(design, fit.weights);
  const restricted = maximisePenalised(design, new Float64Array(size), design.intercept ? [0] : []);
  const df = design.intercept ? size - 1 : size;
  return {
    ...before,
    iterations: fit.iterations,
    terms: all.map((j) => termOf(design, fit, j, augmented[j], fisher[j], level)),
    logLikelihood: fit.logLikelihood,
    nullLogLikelihood: restricted?.logLikelihood ?? null,
    overall:
      df === 0 || !restricted ? null : likelihoodRatio(fit.logLikelihood, restricted.logLikelihood, df),
  };
}

function standardErrors({ columns }: Design, weights: Float64Array): Float64Array {
  const size = columns.length;
  const inverse = choleskyInverse(cholesky(information(columns, weights), size)!, size);
  return Float64Array.from(columns, (_, j) => Math.sqrt(inverse[j * size + j]));
}

function termOf(
  design: Design,
  fit: PenalisedFit,
  column: number,
  standardError: number,
  fisherStandardError: number,
  level: number,
): FittedTerm {
  const coefficient = fit.coefficients[column];
  const dropped = profile(design, fit.coefficients, column, 0);
  return {
    name: design.names[column],
    coefficient,
    standardError,
    fisherStandardError,
    z: coefficient / standardError,
    p: normalTwoSided(coefficient / standardError),
    oddsRatio: Math.exp(coefficient),
    ci: profileInterval(design, fit, column, standardError, level),
    likelihoodRatio: dropped && likelihoodRatio(fit.logLikelihood, dropped.logLikelihood, 1),
  };
}

/** The penalised fit with one coefficient held. */
function profile(design: Design, near: Float64Array, column: number, value: number): PenalisedFit | null {
  const start = near.slice();
  start[column] = value;
  const free = design.names.flatMap((_, j) => (j === column ? [] : [j]));
  const fit = maximisePenalised(design, start, free);
  return fit?.converged ? fit : null;
}

/** Where the profile falls by half the chi-squared quantile on either side of the estimate. */
function profileInterval(
  design: Design,
  fit: PenalisedFit,
  column: number,
  standardError: number,
  level: number,
): Interval | null {
  const target = fit.logLikelihood - chiSquaredQuantile(level, 1) / 2;
  const bound = (side: -1 | 1): number | null => {
    let near = fit.coefficients;
    const height = (value: number): number | null => {
      const held = profile(design, near, column, value);
      if (held === null) return null;
      near = held.coefficients;
      return held.logLikelihood - target;
    };
    let inner = fit.coefficients[column];
    let innerHeight = fit.logLikelihood - target;
    for (let reach = 2 * standardError; reach < 1e3 * standardError; reach *= 2) {
      const outer = fit.coefficients[column] + side * reach;
      const outerHeight = height(outer);
      if (outerHeight === null) return null;
      if (outerHeight < 0) return crossing(height, inner, innerHeight, outer, outerHeight);
      inner = outer;
      innerHeight = outerHeight;
    }
    return null;
  };
  const lower = bound(-1);
  const upper = bound(1);
  if (lower === null || upper === null) return null;
  return { lower, upper, level, method: "profile penalised likelihood" };
}

/** Root of a falling curve between a point above and a point below 0: false position, Illinois rule. */
function crossing(
  height: (x: number) => number | null,
  above: number,
  aboveHeight: number,
  below: number,
  belowHeight: number,
): number | null {
  let [a, fa, b, fb] = [above, aboveHeight, below, belowHeight];
  for (let step = 0; step < 100; step++) {
    const x = (a * fb - b * fa) / (fb - fa);
    const fx = height(x);
    if (fx === null) return null;
    if (Math.abs(fx) < 1e-12 || Math.abs(b - a) < 1e-12 * (1 + Math.abs(x))) return x;
    if (fx * fb < 0) {
      a = b;
      fa = fb;
    } else fa /= 2;
    b = x;
    fb = fx;
  }
  return b;
}
