import { normalQuantile } from "../distributions/normal.js";
import { type ClassSizes, hanleyMcneilVariance } from "../sampleSize.js";

/** The variance of an AUROC of this true value from so many independent cases, with no scores to see. */
export type AurocVariance = (auroc: number, sizes: ClassSizes) => number;

/** Hanley & McNeil's (Radiology 143, 1982): exact for exponential scores. */
export const exponentialVariance: AurocVariance = (auroc, { positives, negatives }) =>
  hanleyMcneilVariance(auroc, positives, negatives);

/**
 * The Mann–Whitney variance of normal scores of equal spread, exact: A(1 − A) + (n⁺ + n⁻ − 2)(Q − A²) over n⁺n⁻,
 * where Q = P(two cases of one class are both ranked rightly against one of the other) = Φ₂(d, d; ρ = ½) at
 * d = Φ⁻¹(A), by Owen's T (Annals of Mathematical Statistics 27, 1956): Q = A − 2 T(d, 1/√3).
 */
export const binormalVariance: AurocVariance = (auroc, { positives, negatives }) => {
  const spread = auroc * (1 - auroc);
  const shared = spread - 2 * owensTAtThird(normalQuantile(auroc));
  return (spread + (positives + negatives - 2) * shared) / (positives * negatives);
};

/** T(h, 1/√3) = 1/2π ∫ exp(−h²(1 + x²)/2) / (1 + x²) dx from 0 to 1/√3, by 12 Gauss–Legendre points. */
function owensTAtThird(h: number): number {
  const half = 0.5 / Math.sqrt(3);
  let sum = 0;
  for (const [node, weight] of gaussLegendre12)
    for (const x of [half * (1 - node), half * (1 + node)])
      sum += (weight * Math.exp((-h * h * (1 + x * x)) / 2)) / (1 + x * x);
  return (half * sum) / (2 * Math.PI);
}

/** Positive nodes on [−1, 1] with their weights (numpy.polynomial.legendre.leggauss(12)). */
const gaussLegendre12 = [
  [0.1252334085114689, 0.2491470458134027],
  [0.3678314989981802, 0.2334925365383546],
  [0.5873179542866175, 0.20316742672306573],
  [0.7699026741943047, 0.16007832854334642],
  [0.9041172563704748, 0.10693932599531907],
  [0.9815606342467192, 0.04717533638651141],
] as const;
