import { auroc } from "../auroc.js";
import { RandomStream } from "../random.js";
import { predictiveVariance } from "./memberUncertainty.js";
import { withoutRoundingNoise } from "./roundingNoise.js";

/** Subsets of one size that are all gone through; of more, so many are drawn. C(9, 4). */
export const mostSubsets = 126;

export interface SubsetAurocs {
  readonly members: number;
  /** Subsets evaluated, and how many there are: equal where none was left out. */
  readonly subsets: number;
  readonly possible: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/**
 * How well the predictive variance of fewer members tells positives from negatives: AUROC over the subsets of
 * every size from two members on. Up to nine members exactly, over all subsets (502 for nine); sizes with more
 * than `mostSubsets` are sampled without repetition. The size of all members has the one subset.
 * @param members one array a member, by case
 * @param labels 1 what is to be found, 0 the rest
 * @returns empty with fewer than two members or where a class is missing
 */
export function aurocByMembers(
  members: readonly Float64Array[],
  labels: Uint8Array,
  seed: number,
): SubsetAurocs[] {
  const results: SubsetAurocs[] = [];
  for (let size = 2; size <= members.length; size++) {
    const possible = combinations(members.length, size);
    const chosen =
      possible <= mostSubsets
        ? allSubsets(members.length, size)
        : drawnSubsets(members.length, size, new RandomStream(seed, "member subsets", size));
    let subsets = 0;
    let sum = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const subset of chosen) {
      const variance = withoutRoundingNoise(predictiveVariance(subset.map((m) => members[m])));
      const { value } = auroc(variance, labels);
      if (value === null) return [];
      subsets++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    // Rounding must not put the mean of equal values beside them.
    const mean = Math.min(max, Math.max(min, sum / subsets));
    results.push({ members: size, subsets, possible, mean, min, max });
  }
  return results;
}

function combinations(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) product = (product * (n - i + 1)) / i;
  return Math.round(product);
}

/** In lexicographic order. */
function* allSubsets(n: number, size: number): Generator<number[]> {
  const at = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    yield [...at];
    let i = size - 1;
    while (i >= 0 && at[i] === n - size + i) i--;
    if (i < 0) return;
    at[i]++;
    for (let j = i + 1; j < size; j++) at[j] = at[j - 1] + 1;
  }
}

/** Distinct subsets, each equally likely. */
function drawnSubsets(n: number, size: number, stream: RandomStream): number[][] {
  const drawn = new Map<string, number[]>();
  while (drawn.size < mostSubsets) {
    const left = Array.from({ length: n }, (_, i) => i);
    const subset = Array.from({ length: size }, () => left.splice(stream.integer(left.length), 1)[0]);
    subset.sort((a, b) => a - b);
    drawn.set(subset.join(), subset);
  }
  return [...drawn.values()];
}
