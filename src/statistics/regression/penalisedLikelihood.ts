import type { Design } from "./design.js";
import { information, logisticState, transposeTimes } from "./likelihood.js";
import { cholesky, choleskyInverse, choleskySolve, logDeterminant } from "./symmetricMatrix.js";

/** The maximum of Firth's penalised likelihood over the free coefficients. */
export interface PenalisedFit {
  coefficients: Float64Array;
  /** log likelihood + ½ ln |information| */
  logLikelihood: number;
  /** Diagonals of the weighted hat matrix, one a case. */
  leverages: Float64Array;
  weights: Float64Array;
  iterations: number;
  converged: boolean;
}

/**
 * Maximises log likelihood + ½ ln |XᵀWX| (Firth, Biometrika 80, 1993; Heinze & Schemper, Statistics
 * in Medicine 21, 2002). The penalty is always that of all columns, also when some coefficients are
 * held, as profile likelihood needs. Scoring steps on the modified score with step halving.
 * @param start first coefficients; those not free keep these values
 * @param free which coefficients may move
 */
export function maximisePenalised(
  design: Design,
  start: Float64Array,
  free: readonly number[],
): PenalisedFit | null {
  let current = evaluate(design, start);
  if (current === null) return null;
  for (let iteration = 1; iteration <= 500; iteration++) {
    const score = transposeTimes(design.columns, current.modifiedResiduals);
    const step = scoringStep(current.information, score, free);
    if (step === null) return null;
    const decrement = free.reduce((sum, j, k) => sum + step[k] * score[j], 0);
    if (decrement < 1e-22) return { ...current, iterations: iteration, converged: true };
    const next = halvedStep(design, current, step, free);
    if (next === null) return { ...current, iterations: iteration, converged: decrement < 1e-12 };
    current = next;
  }
  return { ...current, iterations: 500, converged: false };
}

interface PenalisedState extends Omit<PenalisedFit, "iterations" | "converged"> {
  information: Float64Array;
  /** label − fitted + leverage (½ − fitted): Firth's modified score is Xᵀ of this. */
  modifiedResiduals: Float64Array;
}

function evaluate(design: Design, coefficients: Float64Array): PenalisedState | null {
  const { columns } = design;
  const size = columns.length;
  const { logLikelihood, fitted, weights, residuals } = logisticState(design, coefficients);
  const matrix = information(columns, weights);
  const factor = cholesky(matrix, size);
  if (factor === null) return null;
  const inverse = choleskyInverse(factor, size);
  const leverages = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    let sum = 0;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) sum += columns[a][i] * inverse[a * size + b] * columns[b][i];
    leverages[i] = sum * weights[i];
  }
  return {
    coefficients,
    logLikelihood: logLikelihood + logDeterminant(factor, size) / 2,
    leverages,
    weights,
    information: matrix,
    modifiedResiduals: residuals.map((residual, i) => residual + leverages[i] * (0.5 - fitted[i])),
  };
}

function scoringStep(
  matrix: Float64Array,
  score: Float64Array,
  free: readonly number[],
): Float64Array | null {
  const size = score.length;
  const part = new Float64Array(free.length ** 2);
  free.forEach((a, i) => {
    free.forEach((b, j) => {
      part[i * free.length + j] = matrix[a * size + b];
    });
  });
  const factor = cholesky(part, free.length);
  return (
    factor &&
    choleskySolve(
      factor,
      Float64Array.from(free, (j) => score[j]),
    )
  );
}

function halvedStep(
  design: Design,
  from: PenalisedState,
  step: Float64Array,
  free: readonly number[],
): PenalisedState | null {
  // Far from the maximum a scoring step can leap: five units of log odds at a time are plenty.
  const longest = Math.max(...step.map(Math.abs));
  for (let scale = Math.min(1, 5 / longest); scale > 1e-8; scale /= 2) {
    const coefficients = from.coefficients.slice();
    free.forEach((j, k) => {
      coefficients[j] += scale * step[k];
    });
    const next = evaluate(design, coefficients);
    if (next && next.logLikelihood >= from.logLikelihood - 1e-11 * (1 + Math.abs(from.logLikelihood)))
      return next;
  }
  return null;
}
