import type { Design } from "./design.js";
import { information, logisticState, transposeTimes } from "./likelihood.js";
import { cholesky, choleskyInverse, choleskySolve, logDeterminant } from "./symmetricMatrix.js";

const SCORING_STEPS = 20;
const MOST_STEPS = 200;

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
 * held, as profile likelihood needs. Scoring steps on the modified score with step halving; they
 * neglect the penalty's curvature, so far out (wide profiles of separated data) they only creep, and
 * Newton steps with a numerical Hessian take over.
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
  for (let iteration = 1; iteration <= MOST_STEPS; iteration++) {
    const score = scoreOf(design, current);
    const newton = iteration > SCORING_STEPS ? solve(curvature(design, current, free), score, free) : null;
    const step = newton ?? solve(part(current.information, score.length, free), score, free);
    if (step === null) return null;
    const decrement = free.reduce((sum, j, k) => sum + step[k] * score[j], 0);
    if (decrement < 1e-22) return { ...current, iterations: iteration, converged: true };
    const next = halvedStep(design, current, step, free);
    if (next === null) return { ...current, iterations: iteration, converged: decrement < 1e-12 };
    current = next;
  }
  return { ...current, iterations: MOST_STEPS, converged: false };
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

function scoreOf({ columns }: Design, state: PenalisedState): Float64Array {
  return transposeTimes(columns, state.modifiedResiduals);
}

/** The free rows and columns of a matrix. */
function part(matrix: Float64Array, size: number, free: readonly number[]): Float64Array {
  return Float64Array.from(free.flatMap((a) => free.map((b) => matrix[a * size + b])));
}

/** The step that a (positive definite) matrix of the free coefficients makes of the score; else null. */
function solve(
  matrix: Float64Array | null,
  score: Float64Array,
  free: readonly number[],
): Float64Array | null {
  const factor = matrix && cholesky(matrix, free.length);
  return (
    factor &&
    choleskySolve(
      factor,
      Float64Array.from(free, (j) => score[j]),
    )
  );
}

/** Minus the Hessian of the penalised likelihood in the free coefficients, by central differences. */
function curvature(design: Design, at: PenalisedState, free: readonly number[]): Float64Array | null {
  const size = free.length;
  const hessian = new Float64Array(size * size);
  for (let b = 0; b < size; b++) {
    const reach = 1e-5 * (1 + Math.abs(at.coefficients[free[b]]));
    const [below, above] = [-reach, reach].map((shift) => {
      const coefficients = at.coefficients.slice();
      coefficients[free[b]] += shift;
      const state = evaluate(design, coefficients);
      return state && scoreOf(design, state);
    });
    if (!below || !above) return null;
    for (let a = 0; a < size; a++) {
      const slope = (below[free[a]] - above[free[a]]) / (2 * reach);
      hessian[a * size + b] += slope / 2;
      hessian[b * size + a] += slope / 2;
    }
  }
  return hessian;
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
