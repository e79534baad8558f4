import { type Design, designOf, type RegressionRequest } from "./design.js";
import { logisticState } from "./likelihood.js";
import { likelihoodRatio } from "./likelihoodRatio.js";
import { maximiseLikelihood } from "./maximumLikelihood.js";
import { maximisePenalised } from "./penalisedLikelihood.js";
import type { LikelihoodRatio } from "./regressionResult.js";

/**
 * Likelihood-ratio test of several terms at once: what the model loses without them, chi-squared with as
 * many degrees of freedom. With `firth`, the penalised likelihood-ratio test, both models under the
 * penalty of the larger one (Heinze & Schemper 2002, as logistf's anova). Takes cases for independent.
 * @param dropped names of the terms tested
 * @returns null where one of the models has no maximum
 */
export function nestedTest(
  request: RegressionRequest,
  dropped: readonly string[],
  method: "logit" | "firth",
): LikelihoodRatio | null {
  const design = designOf(request);
  const kept = design.names.flatMap((name, j) => (dropped.includes(name) ? [] : [j]));
  const df = design.names.length - kept.length;
  if (df === 0) throw new RangeError(`none of the terms is called ${dropped.join(" or ")}`);
  const [full, restricted] =
    method === "logit"
      ? [logitLikelihood(design), logitLikelihood(withColumns(design, kept))]
      : [
          penalisedLikelihood(
            design,
            design.names.map((_, j) => j),
          ),
          penalisedLikelihood(design, kept),
        ];
  return full === null || restricted === null ? null : likelihoodRatio(full, restricted, df);
}

function withColumns(design: Design, kept: readonly number[]): Design {
  return {
    ...design,
    names: kept.map((j) => design.names[j]),
    columns: kept.map((j) => design.columns[j]),
    intercept: design.intercept && kept[0] === 0,
  };
}

function logitLikelihood(design: Design): number | null {
  if (design.columns.length === 0) return logisticState(design, []).logLikelihood;
  const fit = maximiseLikelihood(design);
  return fit.converged ? fit.state.logLikelihood : null;
}

function penalisedLikelihood(design: Design, free: readonly number[]): number | null {
  const fit = maximisePenalised(design, new Float64Array(design.columns.length), free);
  return fit?.converged ? fit.logLikelihood : null;
}
