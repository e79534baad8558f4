import { corruptedCaseMissing } from "../../messages/comparedRobustness.js";
import { UserError } from "../../messages/userError.js";
import type { ComparedStratumResult } from "../../results/schema/comparison.js";
import type { KeptCorrupted } from "../../results/schema/keptCases.js";
import { robustnessMetrics } from "../../results/schema/robustness.js";
import type { BootstrapThreads, Estimate } from "../../statistics/index.js";
import { type ByMetric, byMetric } from "../robustness/conditions.js";
import type { Resampling } from "../scoredSet.js";
import type { AlignedCases } from "./align.js";
import { changesFrom, estimatesOf, noCases, type Replicates } from "./changes.js";
import { type ComparedStratum, comparedStrata } from "./comparedStrata.js";
import { type JudgedChange, judgedChange, nothing } from "./judgedChange.js";
import { lostCase } from "./lostCase.js";
import { resampledChange } from "./resampledChange.js";
import { type Level, levelKey } from "./sharedLevels.js";

/** One stratum under one corruption at one severity, in both runs, on the cases that both have. */
export interface ComparedLevel extends Level {
  readonly stratum: ComparedStratumResult;
  /** The figure under the corruption: candidate − baseline. */
  readonly values: ByMetric<JudgedChange>;
  /** What the corruption takes from the figure: candidate's drop − baseline's. */
  readonly drops: ByMetric<JudgedChange>;
}

/** One of the two runs under corruptions. */
export interface CorruptedSide {
  /** How the user named the run; for errors. */
  readonly path: string;
  readonly corrupted: readonly KeptCorrupted[];
}

export interface LevelsToCompare {
  readonly aligned: AlignedCases;
  /** A number a patient, where patients are resampled whole. */
  readonly clusters: Int32Array | undefined;
  readonly baseline: CorruptedSide;
  readonly candidate: CorruptedSide;
  readonly levels: readonly Level[];
  readonly resampling: Resampling;
  readonly threads: BootstrapThreads;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Every stratum under every level: its figures in both runs, and what the corruption takes from them, on the
 * same resamples of cases or whole patients, with and without the corruption.
 * @throws UserError where a run's table lacks a case
 */
export async function comparedLevels(own: LevelsToCompare): Promise<ComparedLevel[]> {
  const { aligned, clusters, levels } = own;
  const clean = comparedStrata(aligned, clusters);
  const corrupted = levels.map((level) => comparedStrata(corruptedCases(own, level), clusters));
  const corruptions = [...new Set(levels.map(({ corruption }) => corruption))];
  const found: ComparedLevel[] = [];
  for (const [s, stratum] of clean.entries())
    for (const corruption of corruptions) {
      await new Promise((resolve) => setImmediate(resolve));
      own.signal?.throwIfAborted();
      const of = levels.flatMap((level, k) =>
        level.corruption === corruption ? [{ ...level, stratum: corrupted[k][s] }] : [],
      );
      found.push(...(await levelsOf(own, stratum, of)));
    }
  return found;
}

/** The common cases with their scores under a corruption in the place of those without. */
function corruptedCases({ aligned, baseline, candidate }: LevelsToCompare, level: Level): AlignedCases {
  const scores = ({ path, corrupted }: CorruptedSide) => {
    const table = corrupted.find((one) => levelKey(one) === levelKey(level));
    return Float64Array.from(aligned.cases, ({ name }) => {
      const row = table?.rows.get(name);
      if (row === undefined)
        throw new UserError(corruptedCaseMissing(path, name, level.corruption, level.severity));
      return row[0];
    });
  };
  return { ...aligned, baseline: scores(baseline), candidate: scores(candidate) };
}

/** The severities of one corruption in one stratum. */
async function levelsOf(
  { aligned: { thresholds }, resampling, threads }: LevelsToCompare,
  clean: ComparedStratum,
  levels: readonly (Level & { readonly stratum: ComparedStratum })[],
): Promise<ComparedLevel[]> {
  const { labels, clusters, result } = clean;
  if (labels.length === 0) return levels.map((level) => empty(level));
  const units = clusters ?? Int32Array.from(labels, (_, i) => i);
  const conditions = [clean, ...levels.map(({ stratum }) => stratum)];
  // The uncorrupted scores come first, so that every corruption meets the same resamples.
  const results = await threads.jointly({
    strata: conditions.flatMap(({ candidate, baseline }) => [
      { scores: candidate, labels, threshold: thresholds.candidate, clusters: units },
      { scores: baseline, labels, threshold: thresholds.baseline, clusters: units },
    ]),
    ...resampling,
    stream: `comparison:${result.name}:corrupted`,
  });
  const replicates = conditions.map((_, k) => ({
    candidate: results[2 * k].replicates,
    baseline: results[2 * k + 1].replicates,
  }));
  return levels.map(({ corruption, severity, stratum }, k) => {
    const values = changesFrom(stratum, thresholds, robustnessMetrics, replicates[k + 1], resampling.level);
    return {
      ...{ corruption, severity, stratum: stratum.result },
      values: byMetric((metric) => values[robustnessMetrics.indexOf(metric)]),
      drops: dropsOf(clean, stratum, thresholds, [replicates[0], replicates[k + 1]], resampling.level),
    };
  });
}

function empty({ corruption, severity, stratum: { result } }: Level & { stratum: ComparedStratum }) {
  const changes = byMetric((metric) => nothing(result.name, metric, noCases));
  return { corruption, severity, stratum: result, values: changes, drops: changes };
}

/** Differences of drops, judged by the bootstrap: four figures of the same cases have no closed form. */
function dropsOf(
  clean: ComparedStratum,
  corrupted: ComparedStratum,
  thresholds: AlignedCases["thresholds"],
  [before, after]: readonly Replicates<keyof ByMetric<unknown>>[],
  level: number,
): ByMetric<JudgedChange> {
  const sides = ["candidate", "baseline"] as const;
  const [candidate, baseline] = sides.map((side) => {
    const [from, to] = [clean, corrupted].map((stratum) => estimatesOf(side, stratum, thresholds));
    return byMetric((metric) => dropOf(from[metric], to[metric]));
  });
  return byMetric((metric) => {
    const [now, then] = sides.map((side) =>
      before[side][metric].map((value, i) => value - after[side][metric][i]),
    );
    const replicates = now.map((value, i) => value - then[i]);
    return judgedChange({
      ...{ stratum: corrupted, metric, replicates, level },
      ...{ candidate: candidate[metric], baseline: baseline[metric] },
      identical: clean.result.identical && corrupted.result.identical,
      lessIsBetter: true,
      assess: () => {
        const gain = baseline[metric].value! - candidate[metric].value!;
        const unseen = () => lostCase(metric, corrupted, thresholds.candidate);
        return resampledChange(corrupted, { gain, replicates, unseen }, level);
      },
    });
  });
}

/** Uncorrupted − corrupted; undefined where either is. */
function dropOf(before: Estimate, after: Estimate): Estimate {
  if (before.value === null || after.value === null) return before.value === null ? before : after;
  return { value: before.value - after.value, status: "ok" };
}
