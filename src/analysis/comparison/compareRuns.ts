import { noPatientsKept } from "../../messages/comparison.js";
import { UserError } from "../../messages/userError.js";
import type { Comparison } from "../../results/schema/comparison.js";
import type { BootstrapThreads } from "../../statistics/index.js";
import type { Resampling } from "../scoredSet.js";
import { type AlignedCases, align, type ComparedRun } from "./align.js";
import { changesOf } from "./changes.js";
import { comparedStrata, flipsOf } from "./comparedStrata.js";
import type { JudgedChange } from "./judgedChange.js";
import { type UnderCorruptions, underCorruptions } from "./underCorruptions.js";

/** Two runs compared, before any rule is judged. */
export interface ComparedRuns extends UnderCorruptions {
  readonly cases: Comparison["cases"];
  readonly thresholds: AlignedCases["thresholds"];
  readonly strata: Comparison["strata"];
  readonly changes: readonly JudgedChange[];
  readonly flips: Comparison["flips"];
  readonly warnings: readonly string[];
  /** Both are the very same model, by its hash. */
  readonly sameModel: boolean;
}

/**
 * Compares a candidate with a baseline, paired case by case, in every declared stratum and in all together,
 * with the candidate's seed, iterations, level and unit of resampling.
 * @throws UserError where the two can't be compared, with the reason
 */
export async function compareRuns(
  baseline: ComparedRun,
  candidate: ComparedRun,
  threads: BootstrapThreads,
  signal?: AbortSignal,
): Promise<ComparedRuns> {
  const aligned = align(baseline, candidate);
  const { unit, ...resampling } = candidate.results.protocol.bootstrap;
  const clusters = unit === "patient" ? patientNumbers(aligned, candidate.path) : undefined;
  const strata = comparedStrata(aligned, clusters);
  const changes: JudgedChange[] = [];
  for (const stratum of strata) {
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    changes.push(...(await changesOf(stratum, aligned.thresholds, resampling satisfies Resampling, threads)));
  }
  const { cases, onlyBaseline, onlyCandidate, thresholds, warnings } = aligned;
  return {
    cases: { common: cases.length, onlyBaseline, onlyCandidate },
    thresholds,
    strata: strata.map(({ result }) => result),
    changes,
    flips: flipsOf(aligned),
    warnings,
    sameModel: baseline.results.model.sha256 === candidate.results.model.sha256,
    ...(await underCorruptions(baseline, candidate, { aligned, clusters, resampling, threads, signal })),
  };
}

function patientNumbers({ cases }: AlignedCases, path: string): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(cases, ({ patient }) => {
    if (patient === null) throw new UserError(noPatientsKept(path));
    const number = numbers.get(patient) ?? numbers.size;
    numbers.set(patient, number);
    return number;
  });
}
