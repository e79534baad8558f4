import { binomialMass } from "./distributions/binomial.js";

/**
 * Exact sign-flip test of paired differences that come in clusters: if both sides are exchangeable within
 * each cluster (patient), its sum is as likely with the one sign as with the other. Two-sided: the chance
 * that the total is at least as far from 0 as observed. With one trial a cluster it is McNemar's exact
 * test. Cost: the number of clusters times the sum of their absolute differences, at most.
 * @param sums one whole number a cluster: trials that only the first got right minus those of the second
 */
export function signFlipTest(sums: ArrayLike<number>): number {
  const bySize = new Map<number, number>();
  let total = 0;
  for (let i = 0; i < sums.length; i++) {
    const sum = sums[i];
    if (!Number.isSafeInteger(sum)) throw new RangeError(`sum ${i} is ${sum}, not a whole number`);
    total += sum;
    if (sum !== 0) bySize.set(Math.abs(sum), (bySize.get(Math.abs(sum)) ?? 0) + 1);
  }
  if (total === 0) return 1;
  // chances[s]: of the positive parts' total being s, in steps of 1; the flipped total is 2 s − all.
  let chances = Float64Array.of(1);
  let all = 0;
  for (const [size, count] of bySize) {
    all += size * count;
    const next = new Float64Array(all + 1);
    for (let k = 0; k <= count; k++) {
      const chance = binomialMass(k, count, 0.5);
      // Too small to matter beside any other term.
      if (chance < 1e-300) continue;
      for (let s = 0; s < chances.length; s++) next[s + k * size] += chance * chances[s];
    }
    chances = next;
  }
  let p = 0;
  for (let s = 0; 2 * s - all <= -Math.abs(total); s++) p += 2 * chances[s];
  return Math.min(1, p);
}
