import { normalQuantile, normalTwoSided } from "../distributions/normal.js";
import { checkLevel } from "../inputs.js";
import { beforeFitting } from "./admissible.js";
import { type Design, designOf, type RegressionRequest, withoutColumn } from "./design.js";
import { firthOfDesign } from "./firthRegression.js";
import { logisticState } from "./likelihood.js";
import { likelihoodRatio } from "./likelihoodRatio.js";
import { maximiseLikelihood } from "./maximumLikelihood.js";
import type { LikelihoodRatio, Regression } from "./regressionResult.js";
import { choleskyInverse } from "./symmetricMatrix.js";

/**
 * Maximum-likelihood logistic regression: Wald z, p and interval for each term, likelihood-ratio
 * test for each term and overall. Figures equal statsmodels' Logit.
 *
 * Status `undefined` with the kind of separation when the classes can be divided (no finite maximum:
 * use firthRegression), or when terms are linearly dependent.
 */
export function logisticRegression(request: RegressionRequest): Regression {
  checkLevel(request.level ?? 0.95);
  return logisticOfDesign(designOf(request), request.level ?? 0.95);
}

/** Maximum likelihood where it exists; where the classes are separated, Firth's penalised likelihood. */
export function logisticOrFirth(request: RegressionRequest): Regression {
  const logit = logisticRegression(request);
  if (logit.separation === "none") return logit;
  return { ...firthOfDesign(designOf(request), request.level ?? 0.95), separation: logit.separation };
}

function logisticOfDesign(design: Design, level: number): Regression {
  const before = beforeFitting(design, "logit");
  if (before.status !== "ok") return before;
  const fit = maximiseLikelihood(design);
  const { iterations, separation } = fit;
  if (separation !== "none") {
    const reason = `${separation === "quasi" ? "quasi-complete" : "complete"} separation: no finite maximum`;
    return { ...before, status: "undefined", reason, separation, iterations };
  }
  if (!fit.converged || fit.factor === null)
    return { ...before, status: "undefined", reason: "the fit did not converge", iterations };
  const size = design.columns.length;
  const covariance = choleskyInverse(fit.factor, size);
  const z = -normalQuantile((1 - level) / 2);
  const { logLikelihood } = fit.state;
  const nullLogLikelihood = nullLikelihood(design);
  const terms = design.names.map((name, j) => {
    const coefficient = fit.coefficients[j];
    const standardError = Math.sqrt(covariance[j * size + j]);
    const half = z * standardError;
    return {
      name,
      coefficient,
      standardError,
      z: coefficient / standardError,
      p: normalTwoSided(coefficient / standardError),
      oddsRatio: Math.exp(coefficient),
      ci: { lower: coefficient - half, upper: coefficient + half, level, method: "Wald" },
      likelihoodRatio: dropTest(design, j, logLikelihood),
    };
  });
  const df = design.intercept ? size - 1 : size;
  return {
    ...before,
    iterations,
    terms,
    logLikelihood,
    nullLogLikelihood,
    overall: df === 0 ? null : likelihoodRatio(logLikelihood, nullLogLikelihood, df),
  };
}

/** Log likelihood with the intercept alone, or with no coefficient at all. */
function nullLikelihood(design: Design): number {
  if (!design.intercept) return logisticState({ ...design, columns: [] }, []).logLikelihood;
  const alone = { ...design, names: design.names.slice(0, 1), columns: design.columns.slice(0, 1) };
  return maximiseLikelihood(alone).state.logLikelihood;
}

function dropTest(design: Design, column: number, full: number): LikelihoodRatio | null {
  if (design.columns.length === 1)
    return likelihoodRatio(full, logisticState({ ...design, columns: [] }, []).logLikelihood, 1);
  const fit = maximiseLikelihood(withoutColumn(design, column));
  return fit.converged ? likelihoodRatio(full, fit.state.logLikelihood, 1) : null;
}
