import type { Scores } from "../../../runners/scores.js";
import type { Cohort } from "../../cohort/cohort.js";
import type {
  CorruptedLevel,
  CorruptionInfo,
  Degradation,
  StratumRobustness,
} from "../../results/schema/robustness.js";
import { BootstrapThreads } from "../../statistics/index.js";
import type { Resampling } from "../scoredSet.js";
import { count, patientNumbers, scoredUnits } from "../scoredUnits.js";
import { type Condition, type CorruptedScores, metricsOf } from "./conditions.js";
import { areasOf, monotoneOf, type Step } from "./degradation.js";
import { dropsOf, flipsOf } from "./drops.js";
import { meanErrors, type Reached } from "./meanErrors.js";
import { uncertaintyRise } from "./uncertaintyRise.js";

export interface RobustnessInput {
  readonly cohort: Cohort;
  /** Of the images as they are. */
  readonly clean: Scores;
  /** Of the same cases; each corruption and severity once. */
  readonly corrupted: readonly CorruptedScores[];
  readonly corruptions: readonly CorruptionInfo[];
  /** The declared strata in their order, then `merged`: the case's threshold in each. */
  readonly strata: readonly { readonly name: string; readonly threshold: number }[];
  readonly resampling: Resampling;
  readonly unit: "patient" | "case";
  readonly threads: number;
  /** What the baseline reached, by stratum; null where there is none, and why. */
  readonly baseline: readonly Reached[] | null;
  readonly noBaseline: string;
  readonly signal?: AbortSignal | undefined;
}

/** How every declared stratum's figures, and the merged ones, fall under each corruption. */
export async function robustness(input: RobustnessInput): Promise<StratumRobustness[]> {
  const large = input.cohort.cases.length >= threadsPay;
  const threads = new BootstrapThreads(large ? input.threads : 1);
  try {
    const results: StratumRobustness[] = [];
    for (const [s] of input.strata.entries()) results.push(await stratumRobustness(input, s, threads));
    return results;
  } finally {
    await threads.close();
  }
}

/** Cases from which starting threads costs less than it saves. */
const threadsPay = 2000;

async function stratumRobustness(
  input: RobustnessInput,
  s: number,
  threads: BootstrapThreads,
): Promise<StratumRobustness> {
  const { cohort, clean, corrupted, resampling, unit } = input;
  const { name, threshold } = input.strata[s];
  const merged = s === cohort.strata.length;
  const selected = (i: number) => merged || cohort.cases[i].member[s];
  const indices = cohort.cases.flatMap((_, i) => (selected(i) ? [i] : []));
  const patients = unit === "patient" ? patientNumbers(cohort) : undefined;
  const unitsOf = (scores: Scores) => scoredUnits(cohort, scores.cases, patients, selected);
  const cleanUnits = unitsOf(clean);
  const request = { ...cleanUnits, threshold, ...resampling, stream: `robustness:${name}` };
  let cleanCondition: Condition | undefined;
  const corruptions: Degradation[] = [];
  for (const { name: corruption } of input.corruptions) {
    await new Promise((resolve) => setImmediate(resolve));
    input.signal?.throwIfAborted();
    const levels = corrupted
      .filter((one) => one.corruption === corruption)
      .sort((a, b) => a.severity - b.severity);
    const units = [cleanUnits, ...levels.map(({ scores }) => unitsOf(scores))];
    // The uncorrupted scores come first, so that every corruption meets the same resamples.
    const replicates = await threads.conditions({
      ...request,
      conditions: units.map(({ scores }) => scores),
    });
    const steps: Step[] = units.map((own, k) => ({
      severity: k === 0 ? 0 : levels[k - 1].severity,
      condition: { units: own, threshold, replicates: replicates[k] },
    }));
    const [{ condition: before }, ...after] = steps;
    cleanCondition ??= before;
    corruptions.push({
      corruption,
      levels: after.map(({ severity, condition }, k): CorruptedLevel => {
        const rise = uncertaintyRise(clean, levels[k].scores, indices, patients, resampling.level);
        return {
          severity,
          metrics: metricsOf(condition, resampling),
          drops: dropsOf(before, condition, resampling),
          flips: flipsOf(before, condition, resampling.level),
          ...(rise === undefined ? {} : { uncertainty: rise }),
        };
      }),
      area: areasOf(steps, resampling),
      monotone: monotoneOf(steps),
    });
  }
  const { labels } = cleanUnits;
  const curves = { stratum: name, clean: metricsOf(cleanCondition!, resampling), corruptions };
  return {
    ...curves,
    cases: labels.length,
    positives: count(labels, 1),
    negatives: count(labels, 0),
    threshold,
    worst: worstOf(corruptions),
    errors: meanErrors(
      curves,
      input.baseline?.find(({ stratum }) => stratum === name) ?? null,
      input.noBaseline,
    ),
  };
}

/** Mean drops that differ by less are ties. */
const rounding = 1e-12;

/**
 * By the mean drop in AUROC over the severities scored, and where in it the drop is largest: of several that
 * are, the first in the order of reports, and the mildest severity; the others are named.
 */
function worstOf(corruptions: readonly Degradation[]): StratumRobustness["worst"] {
  let worst: StratumRobustness["worst"] = null;
  let alike: string[] = [];
  for (const { corruption, levels } of corruptions) {
    const drops = levels.flatMap(({ severity, drops: { auroc } }) =>
      auroc.value === null ? [] : [{ severity, drop: auroc.value }],
    );
    if (drops.length === 0) continue;
    const meanDrop = drops.reduce((sum, { drop }) => sum + drop, 0) / drops.length;
    const largest = drops.reduce((most, one) => (one.drop > most.drop + rounding ? one : most));
    if (worst === null || meanDrop > worst.meanDrop + rounding) {
      worst = { corruption, meanDrop, ...largest };
      alike = [];
    } else if (meanDrop > worst.meanDrop - rounding) alike.push(corruption);
  }
  return worst === null || alike.length === 0 ? worst : { ...worst, alike };
}
