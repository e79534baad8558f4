import { effectivePairs, pairedDifferenceInterval, signFlipTest } from "../statistics/index.js";

/** The method where no patient repeats. */
export const pairedCallsMethod = "McNemar's exact test, Tango's interval";

/**
 * Two raters' calls on the same cases of one truth: McNemar's exact test and Tango's interval of the share
 * that is right; when patients repeat, the exact sign-flip test by patient and Tango's interval at the
 * effective number of pairs.
 * @param differences a case: 1 where only the first is right, −1 where only the second is, else 0
 */
export function pairedCalls(differences: Int8Array, clusters: Int32Array | undefined, level: number) {
  const counts = pairedCounts(differences, clusters, level);
  const cases = differences.length;
  return {
    ci: pairedDifferenceInterval(counts, level).interval,
    p: pairedCallsTest(differences, clusters),
    method: repeats(clusters)
      ? `exact sign-flip test by patient, Tango's interval at the effective size ${counts.trials.toFixed(1)} of ${cases}`
      : pairedCallsMethod,
  };
}

/** The discordant pairs, at the effective number of pairs. */
export function pairedCounts(differences: Int8Array, clusters: Int32Array | undefined, level: number) {
  const cases = differences.length;
  const effective = clusters ? effectivePairs(differences, clusters, level) : cases;
  const scale = effective / cases;
  const count = (wanted: 1 | -1) => differences.reduce((sum, one) => sum + (one === wanted ? 1 : 0), 0);
  return { firstOnly: count(1) * scale, secondOnly: count(-1) * scale, trials: effective };
}

/** Two-sided p of no difference, by McNemar's exact test, by patient where they repeat. */
export function pairedCallsTest(differences: Int8Array, clusters: Int32Array | undefined): number {
  return signFlipTest(repeats(clusters) ? sumsBy(differences, clusters!) : differences);
}

export const repeats = (clusters: Int32Array | undefined): boolean =>
  clusters !== undefined && new Set(clusters).size < clusters.length;

function sumsBy(differences: Int8Array, clusters: Int32Array): number[] {
  const sums = new Map<number, number>();
  differences.forEach((difference, i) => {
    sums.set(clusters[i], (sums.get(clusters[i]) ?? 0) + difference);
  });
  return [...sums.values()];
}
