import type { Design } from "./design.js";

/** A logistic model at given coefficients. */
export interface LogisticState {
  logLikelihood: number;
  /** Fitted probability of each case. */
  fitted: Float64Array;
  /** fitted · (1 − fitted), without cancellation at probabilities near 1. */
  weights: Float64Array;
  /** label − fitted, likewise. */
  residuals: Float64Array;
}

/** Evaluates the logistic likelihood; O(cases · columns). */
export function logisticState(
  { columns, labels, offset }: Design,
  coefficients: ArrayLike<number>,
): LogisticState {
  const predictor = offset.slice();
  columns.forEach((column, j) => {
    const coefficient = coefficients[j];
    for (let i = 0; i < predictor.length; i++) predictor[i] += coefficient * column[i];
  });
  const fitted = new Float64Array(predictor.length);
  const weights = new Float64Array(predictor.length);
  const residuals = new Float64Array(predictor.length);
  let logLikelihood = 0;
  for (let i = 0; i < predictor.length; i++) {
    const small = Math.exp(-Math.abs(predictor[i]));
    const large = 1 / (1 + small);
    const wrong = (labels[i] === 1) === predictor[i] >= 0 ? small * large : large;
    fitted[i] = predictor[i] >= 0 ? large : small * large;
    weights[i] = small * large * large;
    residuals[i] = labels[i] === 1 ? wrong : -wrong;
    logLikelihood -= Math.log1p(small) + (wrong === large ? Math.abs(predictor[i]) : 0);
  }
  return { logLikelihood, fitted, weights, residuals };
}

/** Xᵀ diag(weights) X, row-major. */
export function information(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const size = columns.length;
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * columns[a][i] * columns[b][i];
      matrix[a * size + b] = sum;
      matrix[b * size + a] = sum;
    }
  return matrix;
}

/** Xᵀ v. */
export function transposeTimes(columns: readonly Float64Array[], v: Float64Array): Float64Array {
  return Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let i = 0; i < v.length; i++) sum += column[i] * v[i];
    return sum;
  });
}
