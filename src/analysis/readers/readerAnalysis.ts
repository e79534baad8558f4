import { readerCalls } from "../../cohort/readerCalls.js";
import type { Agreement, ReaderComparison, ReaderResult } from "../../results/schema/analyses.js";
import type { BootstrapThreads } from "../../statistics/index.js";
import { type Reader, readerName } from "../../strata/schema.js";
import type { AnalysisInput } from "../analyse.js";
import { patientNumbers } from "../scoredUnits.js";
import { thresholdIn } from "../thresholds.js";
import { agreementOf } from "./agreement.js";
import { adjusted, comparisonOf } from "./comparison.js";
import { readerResult } from "./readerResult.js";

/** One stratum's cases, as the analyses of readers take them: arrays of one length. */
export interface ReadStratum {
  readonly name: string;
  readonly labels: Uint8Array;
  /** The model's probability of a case, and whether it is positive at the case threshold. */
  readonly probabilities: Float64Array;
  readonly model: Uint8Array;
  /** The patient of each case, where patients are resampled whole. */
  readonly clusters: Int32Array | undefined;
  readonly readers: readonly StratumReader[];
}

export interface StratumReader {
  readonly name: string;
  readonly inReferenceStandard: boolean;
  /** 1 fracture, 0 none, null not read. */
  readonly calls: readonly (0 | 1 | null)[];
}

export interface ReaderAnalysis {
  readonly readers: ReaderResult[];
  readonly agreement: Agreement[];
  readonly readerComparison: ReaderComparison[];
}

/**
 * The readers by declared stratum and in all of them together: their figures, how they agree with each
 * other, the model and the truth, and the model against each on the cases that reader read.
 */
export async function readerAnalysis(
  input: AnalysisInput,
  threads: BootstrapThreads,
): Promise<ReaderAnalysis> {
  const strata = readStrata(input);
  const readers: ReaderResult[] = [];
  for (const stratum of strata)
    for (const reader of stratum.readers)
      readers.push(await readerResult(stratum, reader, input.resampling, threads));
  const { level } = input.resampling;
  return {
    readers,
    agreement: strata.flatMap((stratum) => agreementOf(stratum, level)),
    readerComparison: adjusted(
      strata.flatMap((stratum) => stratum.readers.flatMap((reader) => comparisonOf(stratum, reader, level))),
    ),
  };
}

function readStrata(input: AnalysisInput): ReadStratum[] {
  const { cohort, scores, strata, unit } = input;
  const threshold = thresholdIn(input, "case").value;
  const patients = unit === "patient" ? patientNumbers(cohort) : undefined;
  const declared = Object.entries(strata.readers).map(([key, reader]) => ({
    reader,
    name: readerName(key, reader),
    calls: readerCalls(reader, cohort),
  }));
  const stratum = (name: string, has: (index: number) => boolean): ReadStratum => {
    const indices = cohort.cases.flatMap((_, i) => (has(i) ? [i] : []));
    return {
      name,
      labels: Uint8Array.from(indices, (i) => cohort.cases[i].label),
      probabilities: Float64Array.from(indices, (i) => scores.cases[i]),
      model: Uint8Array.from(indices, (i) => (scores.cases[i] >= threshold ? 1 : 0)),
      clusters: patients && Int32Array.from(indices, (i) => patients[i]),
      readers: declared.map(({ reader, name: of, calls }) => ({
        name: of,
        inReferenceStandard: madeTruth(reader, name),
        calls: indices.map((i) => calls[i]),
      })),
    };
  };
  return [
    ...cohort.strata.map((name, s) => stratum(name, (i) => cohort.cases[i].member[s])),
    stratum("merged", () => true),
  ];
}

/** Of all strata together, who made the truth of any made it in part. */
function madeTruth({ inReferenceStandard: made }: Reader, stratum: string): boolean {
  if (typeof made === "boolean") return made;
  return stratum === "merged" ? made.length > 0 : made.includes(stratum);
}
