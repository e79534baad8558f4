import type { Design } from "./design.js";
import { information, type LogisticState, logisticState, transposeTimes } from "./likelihood.js";
import { cholesky, choleskySolve } from "./symmetricMatrix.js";

/** Whether a hyperplane divides the classes: wholly, with cases on it, or not. */
export type Separation = "none" | "quasi" | "complete";

/** The maximum of a logistic likelihood, or why there is none. */
export interface LogisticFit {
  coefficients: Float64Array;
  state: LogisticState;
  /** Cholesky factor of the information at the coefficients; null when it is singular. */
  factor: Float64Array | null;
  iterations: number;
  converged: boolean;
  separation: Separation;
}

/** Newton needs about 8 steps where a maximum exists; separated data run on for as long as they may. */
const MOST_STEPS = 60;
const FIRST_SEPARATION_CHECK = 8;

/**
 * Iteratively reweighted least squares (Newton's method) with step halving, to the last digits.
 *
 * Under separation the likelihood has no maximum: the coefficients run off along a direction in
 * which no case is ever on the wrong side (Albert & Anderson, Biometrika 71, 1984). Newton's own step
 * turns to that direction, so it is tested for just that.
 * @param near coefficients to start from, where some are known that can't be far; else 0
 * @param precision of the log likelihood, about; the default is that of the last digits
 */
export function maximiseLikelihood(design: Design, near?: Float64Array, precision = 1e-18): LogisticFit {
  const size = design.columns.length;
  let coefficients: Float64Array = near ?? new Float64Array(size);
  let state = logisticState(design, coefficients);
  for (let iteration = 1; iteration <= MOST_STEPS; iteration++) {
    const factor = cholesky(information(design.columns, state.weights), size);
    const result = { coefficients, state, factor, iterations: iteration, converged: false };
    if (factor === null) return { ...result, separation: "none" };
    const score = transposeTimes(design.columns, state.residuals);
    const step = choleskySolve(factor, score);
    if (iteration >= FIRST_SEPARATION_CHECK) {
      const separation = separates(design, step);
      if (separation !== "none") return { ...result, separation };
    }
    const decrement = step.reduce((sum, delta, j) => sum + delta * score[j], 0);
    const next = halvedStep(design, coefficients, state, step);
    coefficients = next.coefficients;
    state = next.state;
    if (decrement < precision) {
      const last = cholesky(information(design.columns, state.weights), size);
      return {
        coefficients,
        state,
        factor: last,
        iterations: iteration,
        converged: true,
        separation: "none",
      };
    }
  }
  const factor = cholesky(information(design.columns, state.weights), size);
  return { coefficients, state, factor, iterations: MOST_STEPS, converged: false, separation: "none" };
}

function halvedStep(design: Design, from: Float64Array, before: LogisticState, step: Float64Array) {
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const coefficients = from.map((value, j) => value + scale * step[j]);
    const state = logisticState(design, coefficients);
    // Near the maximum the likelihood only changes by rounding: accept that.
    if (state.logLikelihood >= before.logLikelihood - 1e-10 * (1 + Math.abs(before.logLikelihood)))
      return { coefficients, state };
  }
  return { coefficients: from, state: before };
}

/** Whether moving along `direction` takes no case towards the wrong class, and some towards the right one. */
function separates({ columns, labels }: Design, direction: Float64Array): Separation {
  const moves = new Float64Array(labels.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < moves.length; i++) moves[i] += direction[j] * column[i];
  });
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < moves.length; i++) {
    const gain = labels[i] === 1 ? moves[i] : -moves[i];
    least = Math.min(least, gain);
    most = Math.max(most, Math.abs(gain));
  }
  // A step this small is convergence, not flight.
  if (most < 1e-3 || least < -1e-7 * most) return "none";
  return least > 1e-7 * most ? "complete" : "quasi";
}
