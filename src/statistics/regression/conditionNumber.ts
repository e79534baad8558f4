import { information } from "./likelihood.js";
import { symmetricEigenvalues } from "./symmetricMatrix.js";

/** Above this, coefficients are hard to tell apart (Belsley, Kuh & Welsch 1980). */
export const HIGH_CONDITION = 30;

/**
 * Belsley's scaled condition number: of the columns, each scaled to unit length. 1 when they are
 * orthogonal, infinite when one is a combination of others.
 */
export function conditionNumber(columns: readonly Float64Array[]): number {
  const scaled = columns.map((column) => {
    let squares = 0;
    for (let i = 0; i < column.length; i++) squares += column[i] ** 2;
    const length = Math.sqrt(squares);
    return column.map((value) => value / length);
  });
  if (columns.length === 0) return 1;
  const ones = new Float64Array(columns[0].length).fill(1);
  const values = symmetricEigenvalues(information(scaled, ones), columns.length);
  const smallest = values[0];
  // The eigenvalues are squares: below 1e-14 they are rounding, and the columns dependent.
  if (!(smallest > 1e-14)) return Number.POSITIVE_INFINITY;
  return Math.sqrt(values[values.length - 1] / smallest);
}
