import { defined, type Estimate, type Interval, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";
import { clusterRobustRegression } from "../regression/clusterRobust.js";
import type { RegressionRequest } from "../regression/design.js";
import { logisticRegression } from "../regression/logisticRegression.js";
import type { FittedTerm, Regression } from "../regression/regressionResult.js";

/** A coefficient of a recalibration model. */
export interface CalibrationCoefficient {
  estimate: Estimate;
  standardError: number | null;
  ci: Interval | null;
}

/** Cox's recalibration: label ~ intercept + slope · logit(probability). */
export interface CalibrationSlope {
  /** 1 when the probabilities spread rightly; below 1 when they are too extreme. */
  slope: CalibrationCoefficient;
  intercept: CalibrationCoefficient;
}

/**
 * Calibration slope and intercept by logistic regression on the logit of the probabilities, cut to
 * [1e-6, 1 − 1e-6] (Cox, Biometrika 45, 1958; Van Calster et al., Journal of Clinical Epidemiology 74,
 * 2016). Missing when the probabilities do not vary or separate the classes.
 * @param clusters one patient a case, where patients repeat: standard errors are then cluster-robust
 */
export function calibrationSlope(
  probabilities: Float64Array,
  labels: Uint8Array,
  level = 0.95,
  clusters?: Int32Array,
): CalibrationSlope {
  const logit = logitsOf(probabilities, labels);
  const terms = [{ name: "logit of the probability", values: logit }];
  const fit = fitted({ terms, labels, level }, clusters);
  return { intercept: coefficient(fit, fit.terms[0]), slope: coefficient(fit, fit.terms[1]) };
}

/**
 * Calibration in the large: the intercept of label ~ intercept with logit(probability) as offset. 0
 * when the mean is right, positive when the model says too little.
 * @param clusters as for calibrationSlope
 */
export function calibrationInTheLarge(
  probabilities: Float64Array,
  labels: Uint8Array,
  level = 0.95,
  clusters?: Int32Array,
): CalibrationCoefficient {
  const offset = logitsOf(probabilities, labels);
  const fit = fitted({ terms: [], labels, offset, level }, clusters);
  return coefficient(fit, fit.terms[0]);
}

function fitted(request: RegressionRequest, clusters: Int32Array | undefined): Regression {
  return clusters ? clusterRobustRegression({ ...request, clusters }) : logisticRegression(request);
}

function logitsOf(probabilities: Float64Array, labels: Uint8Array): Float64Array {
  checkProbabilitiesAndLabels(probabilities, labels);
  return probabilities.map((value) => {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, value));
    return Math.log(p / (1 - p));
  });
}

function coefficient(fit: Regression, term: FittedTerm | undefined): CalibrationCoefficient {
  if (term) return { estimate: defined(term.coefficient), standardError: term.standardError, ci: term.ci };
  const status = fit.status === "ok" ? "undefined" : fit.status;
  return { estimate: missing(status, fit.reason ?? "no fit"), standardError: null, ci: null };
}
