import {
  type AurocVariance,
  aurocCasesForPower,
  aurocHalfWidth,
  aurocInterval,
  aurocPower,
  binormalVariance,
  type ClassSizes,
  exponentialVariance,
  normalQuantile,
  RandomStream,
} from "../../src/statistics/index.js";
import { gaussian } from "../comparison/errorRates.js";

/** Scores whose AUROC is known, and the variance that is exact for them. */
export interface ScoreShape {
  readonly name: string;
  readonly source: "binormal" | "hanley-mcneil";
  readonly variance: AurocVariance;
  readonly score: (label: 0 | 1, auroc: number, random: RandomStream) => number;
}

export const normalScores: ScoreShape = {
  name: "normal",
  source: "binormal",
  variance: binormalVariance,
  score: (label, auroc, random) => gaussian(random) + label * Math.SQRT2 * normalQuantile(auroc),
};

/** P(positive > negative) of two exponentials is the positives' share of the means. */
export const exponentialScores: ScoreShape = {
  name: "exponential",
  source: "hanley-mcneil",
  variance: exponentialVariance,
  score: (label, auroc, random) =>
    -Math.log(Math.max(1e-300, 1 - random.uniform())) * (label === 1 ? auroc / (1 - auroc) : 1),
};

const level = 0.95;

/** How often the tool's own interval lies above the limit, and how long it is, over so many draws. */
export function aurocSimulated(
  { name, score }: ScoreShape,
  auroc: number,
  limit: number,
  { positives, negatives }: ClassSizes,
  repetitions: number,
) {
  const labels = Uint8Array.from({ length: positives + negatives }, (_, i) => (i < positives ? 1 : 0));
  let passed = 0;
  let halves = 0;
  for (let i = 0; i < repetitions; i++) {
    const random = new RandomStream(6, `plan ${name} ${auroc} ${limit}`, positives, i);
    const scores = Float64Array.from(labels, (label) => score(label as 0 | 1, auroc, random));
    const { lower, upper } = aurocInterval(scores, labels, level).interval!;
    if (lower >= limit) passed++;
    halves += (upper - lower) / 2;
  }
  return { power: passed / repetitions, halfWidth: halves / repetitions };
}

/** What plan says of the same. */
export function aurocPlanned({ variance }: ScoreShape, auroc: number, limit: number, sizes: ClassSizes) {
  return {
    power: aurocPower(auroc, limit, { level }, { sizes, variance }),
    halfWidth: aurocHalfWidth(auroc, sizes, level, variance),
  };
}

/** Cases that plan asks for, for a power of 0.8. */
export const aurocNeededCases = ({ variance }: ScoreShape, auroc: number, limit: number, ratio: number) =>
  aurocCasesForPower(auroc, limit, 0.8, ratio, { level }, variance)!;
