import type { LevelsToCompare } from "../../src/analysis/comparison/comparedLevels.js";
import type { Resampling } from "../../src/analysis/scoredSet.js";
import type { BootstrapThreads } from "../../src/statistics/index.js";

type Sides = { readonly baseline: readonly number[]; readonly candidate: readonly number[] };

/** Two models' scores of the same cases, with and without a corruption. */
export interface LevelScores {
  readonly labels: readonly number[];
  /** A number a patient; a case each where there is none. */
  readonly clusters?: readonly number[];
  readonly clean: Sides;
  readonly corrupted: Sides;
  readonly thresholds: { readonly baseline: number; readonly candidate: number };
}

/** Such scores as two runs under one corruption, `noise` at severity 3, with no stratum but all cases. */
export function levelsToCompare(
  { labels, clusters, clean, corrupted, thresholds }: LevelScores,
  resampling: Resampling,
  threads: BootstrapThreads,
): LevelsToCompare {
  const level = { corruption: "noise", severity: 3 };
  const cases = labels.map((label, i) => ({
    ...{ name: `case ${i}`, patient: String(clusters?.[i] ?? i), label: label as 0 | 1, member: [] },
    ...{ probability: clean.candidate[i], age: undefined, sex: undefined },
  }));
  const side = (name: "baseline" | "candidate") => ({
    path: name,
    corrupted: [{ ...level, rows: new Map(cases.map((one, i) => [one.name, [corrupted[name][i]]])) }],
  });
  return {
    aligned: {
      ...{ cases, strata: [], thresholds, onlyBaseline: 0, onlyCandidate: 0, warnings: [] },
      labels: Uint8Array.from(labels),
      baseline: Float64Array.from(clean.baseline),
      candidate: Float64Array.from(clean.candidate),
    },
    clusters: clusters && Int32Array.from(clusters),
    ...{ baseline: side("baseline"), candidate: side("candidate"), levels: [level] },
    ...{ resampling, threads },
  };
}
