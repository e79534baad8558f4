import type { ReaderComparison } from "../../results/schema/analyses.js";
import { holm } from "../../statistics/index.js";
import { pairedCalls, pairedCallsMethod } from "../pairedCalls.js";
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
        method: pairedCallsMethod,
      };
    const share = (count: number) => count / both.length;
    const clusters = stratum.clusters && Int32Array.from(both, ({ i }) => stratum.clusters![i]);
    return {
      ...head,
      model: share(both.filter(({ i }) => stratum.model[i] === truth).length),
      value: share(both.filter(({ right }) => right).length),
      difference: share(modelOnly - readerOnly),
      status: "ok",
      ...pairedCalls(differences, clusters, level),
    };
  });
}

/** Holm's adjustment over all tests: strata × readers × metrics. */
export function adjusted(comparisons: readonly ReaderComparison[]): ReaderComparison[] {
  const p = holm(comparisons.flatMap((one) => (one.p === null ? [] : [one.p])));
  let at = 0;
  return comparisons.map((one) => (one.p === null ? one : { ...one, pAdjusted: p[at++] }));
}
