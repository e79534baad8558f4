import { normalQuantile } from "./distributions/normal.js";
import { checkLevel } from "./inputs.js";
import { clopperPearson } from "./proportion.js";

/** No study is planned above this. */
const most = 1e9;

/**
 * Cases that a proportion's exact interval (Clopper & Pearson) needs to reach at most so far to either
 * side, on average of its two sides, were the proportion observed again: the smallest n at which the
 * interval of n · proportion successes is narrow enough.
 * @param proportion in [0, 1]
 * @param halfWidth in (0, 0.5)
 */
export function proportionSampleSize(proportion: number, halfWidth: number, level = 0.95): number {
  check("proportion", proportion, halfWidth, level);
  return smallest((n) => {
    const { lower, upper } = clopperPearson(proportion * n, n, level).interval!;
    return (upper - lower) / 2 <= halfWidth;
  });
}

/** Cases with and without the condition. */
export interface ClassSizes {
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Cases that an AUROC's interval needs to reach at most so far to either side, on average of its two
 * sides, were it observed again: on the logit scale (as aurocInterval) with a variance that needs no scores,
 * Hanley & McNeil's (Radiology 143, 1982) unless told. At AUROC 0 or 1, where that variance is 0, by
 * aurocInterval's exact bound from as many disjoint pairs as the smaller class allows.
 * @param auroc in [0, 1]
 * @param ratio negatives a positive, above 0; kept
 */
export function aurocSampleSize(
  auroc: number,
  ratio: number,
  halfWidth: number,
  level = 0.95,
  variance = hanleyMcneil,
): ClassSizes {
  check("AUROC", auroc, halfWidth, level);
  if (!(ratio > 0 && ratio < most)) throw new RangeError(`${ratio} is no ratio of negatives to positives`);
  const negativesFor = (positives: number) => Math.ceil(positives * ratio);
  const positives = smallest(
    (n) => aurocHalfWidth(auroc, { positives: n, negatives: negativesFor(n) }, level, variance) <= halfWidth,
  );
  return { positives, negatives: negativesFor(positives) };
}

/** Half of the length of an AUROC's interval (as aurocInterval's), were the AUROC observed as it is. */
export function aurocHalfWidth(
  auroc: number,
  sizes: ClassSizes,
  level: number,
  variance = hanleyMcneil,
): number {
  if (auroc === 0 || auroc === 1) {
    const pairs = Math.min(sizes.positives, sizes.negatives);
    const { lower, upper } = clopperPearson(pairs, pairs, level).interval!;
    return (upper - lower) / 2;
  }
  const z = -normalQuantile((1 - level) / 2);
  const error = Math.sqrt(variance(auroc, sizes));
  const half = (z * error) / (auroc * (1 - auroc));
  const centre = Math.log(auroc / (1 - auroc));
  return (1 / (1 + Math.exp(-half - centre)) - 1 / (1 + Math.exp(half - centre))) / 2;
}

/** The variance of an AUROC from its value and the sizes of the classes (Hanley & McNeil 1982). */
export function hanleyMcneilVariance(auroc: number, positives: number, negatives: number): number {
  const q1 = auroc / (2 - auroc);
  const q2 = (2 * auroc * auroc) / (1 + auroc);
  const squared = auroc * auroc;
  const sum = auroc * (1 - auroc) + (positives - 1) * (q1 - squared) + (negatives - 1) * (q2 - squared);
  return sum / (positives * negatives);
}

const hanleyMcneil = (auroc: number, { positives, negatives }: ClassSizes) =>
  hanleyMcneilVariance(auroc, positives, negatives);

/** The smallest whole number from 1 that suffices, where every larger one does too. */
function smallest(suffices: (n: number) => boolean): number {
  let high = 1;
  while (!suffices(high)) {
    high *= 2;
    if (high > most) throw new RangeError(`more than ${most} cases`);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function check(what: string, value: number, halfWidth: number, level: number): void {
  checkLevel(level);
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${what} ${value} is not between 0 and 1`);
  if (!(halfWidth > 0 && halfWidth < 0.5)) throw new RangeError(`${halfWidth} is not a half-width`);
}
