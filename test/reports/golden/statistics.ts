// Plain statistics for the golden results files: enough to make figures that agree with each other.
// They are not the tool's, so that a golden file does not change when the tool does.
import type { RandomStream } from "../../../src/statistics/random.js";

export interface Scored {
  score: number;
  label: 0 | 1;
}

export const metricsOf: Record<string, (cases: readonly Scored[], threshold: number) => number | null> = {
  auroc: (cases) => {
    const positives = scoresOf(cases, 1);
    const negatives = scoresOf(cases, 0);
    let wins = 0;
    for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
    return ratio(wins, positives.length * negatives.length);
  },
  aupr: (cases) => {
    let sum = 0;
    let recall = 0;
    for (const vertex of prCurve(cases)) {
      sum += (vertex.recall - recall) * vertex.precision;
      recall = vertex.recall;
    }
    return scoresOf(cases, 1).length === 0 ? null : sum;
  },
  sensitivity: (cases, t) => ofCounts(cases, t, ({ tp, fn }) => ratio(tp, tp + fn)),
  specificity: (cases, t) => ofCounts(cases, t, ({ tn, fp }) => ratio(tn, tn + fp)),
  precision: (cases, t) => ofCounts(cases, t, ({ tp, fp }) => ratio(tp, tp + fp)),
  npv: (cases, t) => ofCounts(cases, t, ({ tn, fn }) => ratio(tn, tn + fn)),
  f1: (cases, t) => ofCounts(cases, t, ({ tp, fp, fn }) => ratio(2 * tp, 2 * tp + fp + fn)),
  balancedAccuracy: (cases, t) =>
    ofCounts(cases, t, ({ tp, fp, fn, tn }) => (tp / (tp + fn) + tn / (tn + fp)) / 2),
  accuracy: (cases, t) => ofCounts(cases, t, ({ tp, tn }) => ratio(tp + tn, cases.length)),
  mcc: (cases, t) =>
    ofCounts(cases, t, ({ tp, fp, fn, tn }) =>
      ratio(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
    ),
  brier: (cases) => ratio(cases.reduce((sum, { score, label }) => sum + (score - label) ** 2, 0), cases.length),
};

export function confusionOf(cases: readonly Scored[], threshold: number) {
  const count = (label: 0 | 1, positive: boolean) =>
    cases.filter((one) => one.label === label && one.score >= threshold === positive).length;
  return { tp: count(1, true), fp: count(0, true), fn: count(1, false), tn: count(0, false) };
}

export function rocCurve(cases: readonly Scored[]) {
  const positives = scoresOf(cases, 1).length;
  const negatives = cases.length - positives;
  if (positives === 0 || negatives === 0) return [];
  return [
    { fpr: 0, tpr: 0, threshold: null },
    ...thresholdsOf(cases).map((threshold) => {
      const { tp, fp } = confusionOf(cases, threshold);
      return { fpr: fp / negatives, tpr: tp / positives, threshold };
    }),
  ];
}

export function prCurve(cases: readonly Scored[]) {
  const positives = scoresOf(cases, 1).length;
  if (positives === 0) return [];
  return thresholdsOf(cases).map((threshold) => {
    const { tp, fp } = confusionOf(cases, threshold);
    return { recall: tp / positives, precision: tp / (tp + fp), threshold };
  });
}

/** With replacement within the positives and within the negatives. */
export function resampled(cases: readonly Scored[], stream: RandomStream): Scored[] {
  return ([0, 1] as const).flatMap((label) => {
    const group = cases.filter((one) => one.label === label);
    return group.map(() => group[stream.integer(group.length)]);
  });
}

/** Hyndman–Fan type 7. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

export function clopperPearson(successes: number, trials: number, level: number) {
  const tail = (1 - level) / 2;
  const atLeast = (p: number) => binomialUpper(successes, trials, p);
  const atMost = (p: number) => 1 - binomialUpper(successes + 1, trials, p);
  return {
    lower: successes === 0 ? 0 : bisect((p) => atLeast(p) < tail),
    upper: successes === trials ? 1 : bisect((p) => atMost(p) > tail),
  };
}

/** Variance of the AUROC after DeLong, DeLong & Clarke-Pearson (1988). */
export function delongVariance(cases: readonly Scored[]): number {
  const positives = scoresOf(cases, 1);
  const negatives = scoresOf(cases, 0);
  const win = (p: number, n: number) => (p > n ? 1 : p === n ? 0.5 : 0);
  const overNegatives = positives.map((p) => mean(negatives.map((n) => win(p, n))));
  const overPositives = negatives.map((n) => mean(positives.map((p) => win(p, n))));
  return variance(overNegatives) / positives.length + variance(overPositives) / negatives.length;
}

/** Two-sided p of a standard normal z, by Simpson's rule over the density. */
export function twoSidedP(z: number): number {
  const steps = 2000;
  const from = Math.abs(z);
  const width = (from + 12 - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = from + i * width;
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp((-x * x) / 2);
  }
  return Math.min(1, (2 * sum * width) / 3 / Math.sqrt(2 * Math.PI));
}

function thresholdsOf(cases: readonly Scored[]): number[] {
  return [...new Set(cases.map(({ score }) => score))].sort((a, b) => b - a);
}

function scoresOf(cases: readonly Scored[], label: 0 | 1): number[] {
  return cases.filter((one) => one.label === label).map(({ score }) => score);
}

function ofCounts(cases: readonly Scored[], threshold: number, figure: (counts: ReturnType<typeof confusionOf>) => number | null) {
  const value = figure(confusionOf(cases, threshold));
  return value === null || Number.isNaN(value) ? null : value;
}

function ratio(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** P(X ≥ k) for X binomial. */
function binomialUpper(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = k <= 0 ? term : 0;
  for (let i = 1; i <= n; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    if (i >= k) sum += term;
  }
  return sum;
}

/** Where a condition that holds below it stops holding, in (0, 1). */
function bisect(holds: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
