import type { ComparedStratumResult, Flip } from "../../results/schema/comparison.js";
import { count } from "../scoredUnits.js";
import type { AlignedCases } from "./align.js";

/** The common cases of one stratum, as the statistics take them. */
export interface ComparedStratum {
  readonly result: ComparedStratumResult;
  readonly labels: Uint8Array;
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
  /** A number a patient, where patients are resampled whole. */
  readonly clusters: Int32Array | undefined;
}

/** Every declared stratum, then `merged`, each with the cases that both runs have. */
export function comparedStrata(aligned: AlignedCases, clusters: Int32Array | undefined): ComparedStratum[] {
  const all = aligned.cases.map((_, i) => i);
  return [
    ...aligned.strata.map((name, s) =>
      stratumOf(
        name,
        "declared",
        aligned,
        clusters,
        all.filter((i) => aligned.cases[i].member[s]),
      ),
    ),
    stratumOf("merged", "merged", aligned, clusters, all),
  ];
}

function stratumOf(
  name: string,
  kind: "declared" | "merged",
  aligned: AlignedCases,
  clusters: Int32Array | undefined,
  indices: readonly number[],
): ComparedStratum {
  const { thresholds } = aligned;
  const labels = Uint8Array.from(indices, (i) => aligned.labels[i]);
  const patients = (label: 0 | 1) =>
    new Set(indices.flatMap((i) => (aligned.labels[i] === label ? [clusters![i]] : []))).size;
  return {
    result: {
      ...{ name, kind, cases: labels.length, positives: count(labels, 1), negatives: count(labels, 0) },
      ...(clusters ? { positivePatients: patients(1), negativePatients: patients(0) } : {}),
      identical:
        labels.length > 0 &&
        thresholds.baseline === thresholds.candidate &&
        indices.every((i) => aligned.baseline[i] === aligned.candidate[i]),
      newlyWrong: indices.filter((i) => flipOf(aligned, i) === "newlyWrong").length,
      newlyRight: indices.filter((i) => flipOf(aligned, i) === "newlyRight").length,
    },
    labels,
    baseline: Float64Array.from(indices, (i) => aligned.baseline[i]),
    candidate: Float64Array.from(indices, (i) => aligned.candidate[i]),
    clusters: clusters && Int32Array.from(indices, (i) => clusters[i]),
  };
}

/** Flips listed of each kind; the strata have their counts. */
const mostFlips = 1000;

/** Cases that one run calls rightly and the other wrongly, the greatest change of probability first. */
export function flipsOf(aligned: AlignedCases): { newlyWrong: Flip[]; newlyRight: Flip[] } {
  const moved = (flip: Flip) => Math.abs(flip.candidate - flip.baseline);
  const listed = (kind: "newlyWrong" | "newlyRight") =>
    aligned.cases
      .flatMap((one, i): Flip[] =>
        flipOf(aligned, i) !== kind
          ? []
          : [
              {
                case: one.name,
                label: one.label,
                strata: aligned.strata.filter((_, s) => one.member[s]),
                baseline: aligned.baseline[i],
                candidate: aligned.candidate[i],
              },
            ],
      )
      .sort((a, b) => moved(b) - moved(a) || (a.case < b.case ? -1 : 1))
      .slice(0, mostFlips);
  return { newlyWrong: listed("newlyWrong"), newlyRight: listed("newlyRight") };
}

function flipOf({ labels, baseline, candidate, thresholds }: AlignedCases, i: number) {
  const positive = labels[i] === 1;
  const was = baseline[i] >= thresholds.baseline === positive;
  const is = candidate[i] >= thresholds.candidate === positive;
  return was === is ? null : was ? "newlyWrong" : "newlyRight";
}
