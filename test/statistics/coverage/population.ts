import { normalQuantile, normalUpperTail, type RandomStream } from "../../../src/statistics/index.js";

/** Positives N(d, 1), negatives N(0, 1): every true figure follows from d, the threshold and the prevalence. */
export interface Population {
  d: number;
  threshold: number;
  positives: number;
  negatives: number;
}

/** The population with this AUROC; the threshold is where sensitivity equals the same rate. */
export function populationOf(rate: number, positives: number): Population {
  const d = Math.SQRT2 * normalQuantile(rate);
  return { d, threshold: d - normalQuantile(rate), positives, negatives: 4 * positives };
}

/** True figures; average precision by integration over the threshold. */
export function truth({ d, threshold, positives, negatives }: Population) {
  const prevalence = positives / (positives + negatives);
  const called = (t: number) => ({ tpr: normalUpperTail(t - d), fpr: normalUpperTail(t) });
  const precisionAt = (tpr: number, fpr: number) =>
    (prevalence * tpr) / (prevalence * tpr + (1 - prevalence) * fpr);
  let aupr = 0;
  const step = 0.002;
  for (let t = d + 9; t > d - 9; t -= step) {
    const [above, below] = [called(t), called(t - step)];
    const middle = called(t - step / 2);
    aupr += (below.tpr - above.tpr) * precisionAt(middle.tpr, middle.fpr);
  }
  const { tpr, fpr } = called(threshold);
  return {
    auroc: normalUpperTail(-d / Math.SQRT2),
    aupr,
    sensitivity: tpr,
    precision: precisionAt(tpr, fpr),
    f1: (2 * prevalence * tpr) / (prevalence + prevalence * tpr + (1 - prevalence) * fpr),
    balancedAccuracy: (tpr + 1 - fpr) / 2,
  };
}

export interface Sample {
  scores: Float64Array;
  labels: Uint8Array;
  clusters: Int32Array;
  threshold: number;
}

/**
 * Draws cases. Two cases a patient, correlated by `within`; patients are all of one class.
 * @param within share of the variance that the cases of a patient have in common
 */
export function draw(population: Population, random: RandomStream, within = 0): Sample {
  const { d, threshold, positives, negatives } = population;
  const n = positives + negatives;
  const labels = new Uint8Array(n).fill(1, 0, positives);
  const clusters = Int32Array.from(labels, (_, i) =>
    i < positives ? Math.floor(i / 2) : n + Math.floor(i / 2),
  );
  let shared = 0;
  const scores = Float64Array.from(labels, (label, i) => {
    if (i === 0 || clusters[i] !== clusters[i - 1]) shared = normal(random);
    return d * label + Math.sqrt(within) * shared + Math.sqrt(1 - within) * normal(random);
  });
  return { scores, labels, clusters, threshold };
}

export function normal(random: RandomStream): number {
  return normalQuantile(random.uniform() + 2 ** -54);
}
