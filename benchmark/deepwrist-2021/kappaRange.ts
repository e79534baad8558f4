import { type Confusion, cohenKappa } from "../../src/statistics/index.js";

/** Cohen's kappa of a rater with the truth. */
export function kappaWithTruth({ tp, fp, fn, tn }: Confusion): number | null {
  return cohenKappa(
    [
      [tn, fn],
      [fp, tp],
    ],
    "quadratic",
  ).kappa.value;
}

/**
 * The least and the greatest kappa two raters of the same cases can have, given each one's matrix against
 * the truth: how their calls coincide within the positives and within the negatives is not known, only how
 * often each called them positive.
 */
export function kappaRange(a: Confusion, b: Confusion): { lower: number; upper: number } {
  const positives = overlap(a.tp, b.tp, a.tp + a.fn);
  const negatives = overlap(a.fp, b.fp, a.fp + a.tn);
  const kappa = (both: number) => {
    const callsA = a.tp + a.fp;
    const callsB = b.tp + b.fp;
    const cases = a.tp + a.fn + a.fp + a.tn;
    const table = [
      [cases - callsA - callsB + both, callsB - both],
      [callsA - both, both],
    ];
    return cohenKappa(table, "quadratic").kappa.value ?? Number.NaN;
  };
  return { lower: kappa(positives.least + negatives.least), upper: kappa(positives.most + negatives.most) };
}

/** How many of `cases` two raters can both call positive, when they call so many each. */
function overlap(a: number, b: number, cases: number): { least: number; most: number } {
  return { least: Math.max(0, a + b - cases), most: Math.min(a, b) };
}
