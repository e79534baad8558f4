import type { ReaderComparison } from "../../results/schema/analyses.js";
import { effectivePairs, holm, pairedDifferenceInterval, signFlipTest } from "../../statistics/index.js";
import type { ReadStratum, StratumReader } from "./readerAnalysis.js";

/**
 * The model (at its case threshold) against one reader on the cases that reader read: sensitivity on those
 * with a fracture, specificity on those without. McNemar's exact test and Tango's interval; when patients
 * repeat, the exact sign-flip test by patient and Tango's interval at the effective number of pairs.
 * `pAdjusted` is left to `adjusted`.
 */
export function comparisonOf(stratum: ReadStratum, reader: StratumReader, level: number): ReaderComparison[] {
  return (["sensitivity", "specificity"] as const).map((metric) => {
    const truth = metric === "sensitivity" ? 1 : 0;
    const both = reader.calls.flatMap((call, i) =>
      call !== null && stratum.labels[i] === truth ? [{ i, right: call === truth }] : [],
    );
    const differences = Int8Array.from(
      both,
      ({ i, right }) => (stratum.model[i] === truth ? 1 : 0) - (right ? 1 : 0),
    );
    const modelOnly = differences.filter((d) => d === 1).length;
    const readerOnly = differences.filter((d) => d === -1).length;
    const head = {
      stratum: stratum.name,
      reader: reader.name,
      inReferenceStandard: reader.inReferenceStandard,
      metric,
      cases: both.length,
      modelOnly,
      readerOnly,
      pAdjusted: null,
    };
    if (both.length === 0)
      return {
        ...head,
        model: null,
        value: null,
        difference: null,
        status: "too-few",
        reason: `the reader read no case ${truth === 1 ? "with" : "without"} a fracture`,
        ci: null,
        p: null,
        method: mcnemar,
      };
    const share = (count: number) => count / both.length;
    const clusters = stratum.clusters && Int32Array.from(both, ({ i }) => stratum.clusters![i]);
    return {
      ...head,
      model: share(both.filter(({ i }) => stratum.model[i] === truth).length),
      value: share(both.filter(({ right }) => right).length),
      difference: share(modelOnly - readerOnly),
      status: "ok",
      ...tested(differences, clusters, { modelOnly, readerOnly }, level),
    };
  });
}

const mcnemar = "McNemar's exact test, Tango's interval";

function tested(
  differences: Int8Array,
  clusters: Int32Array | undefined,
  { modelOnly, readerOnly }: { modelOnly: number; readerOnly: number },
  level: number,
) {
  const cases = differences.length;
  const effective = clusters ? effectivePairs(differences, clusters, level) : cases;
  const scale = effective / cases;
  const counts = { firstOnly: modelOnly * scale, secondOnly: readerOnly * scale, trials: effective };
  const repeated = clusters !== undefined && new Set(clusters).size < cases;
  return {
    ci: pairedDifferenceInterval(counts, level).interval,
    p: signFlipTest(repeated ? sumsBy(differences, clusters) : differences),
    method: repeated
      ? `exact sign-flip test by patient, Tango's interval at the effective size ${effective.toFixed(1)} of ${cases}`
      : mcnemar,
  };
}

function sumsBy(differences: Int8Array, clusters: Int32Array): number[] {
  const sums = new Map<number, number>();
  differences.forEach((difference, i) => {
    sums.set(clusters[i], (sums.get(clusters[i]) ?? 0) + difference);
  });
  return [...sums.values()];
}

/** Holm's adjustment over all tests: strata × readers × metrics. */
export function adjusted(comparisons: readonly ReaderComparison[]): ReaderComparison[] {
  const p = holm(comparisons.flatMap((one) => (one.p === null ? [] : [one.p])));
  let at = 0;
  return comparisons.map((one) => (one.p === null ? one : { ...one, pAdjusted: p[at++] }));
}
