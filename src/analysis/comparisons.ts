import {
  type BootstrapResult,
  type BootstrapThreads,
  bootstrapIndependentDifference,
  bootstrapJointDifference,
} from "../statistics/index.js";
import type { Resampling, ScoredSet } from "./scoredSet.js";
import { count, type ScoredUnits } from "./scoredUnits.js";

/** A set of cases ready to be compared. */
export interface ComparedSet {
  readonly name: string;
  readonly units: ScoredUnits;
  readonly set: ScoredSet;
  /** Its cases, as places in the cohort; rising. */
  readonly cases: Int32Array;
  /** Who is resampled: the patient of each unit, or the case itself. */
  readonly resampled: Int32Array;
}

export interface Comparison {
  readonly stratum: ComparedSet;
  readonly reference: ComparedSet;
  /**
   * `declared`: a declared stratum against what the strata file names as reference; `group`: a crossed
   * cell or a band against the same; `rest`: a declared stratum against all other cases, beside.
   */
  readonly role: "declared" | "group" | "rest";
}

export interface ResampledComparison extends Comparison {
  /** Whether patients (or cases) are on both sides. */
  readonly shared: boolean;
  /** Matched where patients are shared, else each side's own; with AP at the reference's prevalence. */
  readonly resampledStratum: BootstrapResult;
  readonly resampledReference: BootstrapResult;
  readonly difference: BootstrapResult;
}

/** The share of positives; undefined where a class is missing. */
export function prevalenceOf({ labels }: Pick<ScoredUnits, "labels">): number | undefined {
  const positives = count(labels, 1);
  return positives === 0 || positives === labels.length ? undefined : positives / labels.length;
}

/**
 * What is compared with what. With a stratum as reference: every other stratum and every group against
 * it, and every stratum against the rest of the cases where that is no comparison already made. With
 * `rest`: every stratum and group against all cases outside it.
 * @param total cases in the cohort
 * @param evaluateRest the set of these cases, all outside the given one
 */
export async function comparisonsOf(
  declared: readonly ComparedSet[],
  groups: readonly ComparedSet[],
  reference: string,
  total: number,
  evaluateRest: (of: ComparedSet, cases: Int32Array) => Promise<ComparedSet>,
): Promise<Comparison[]> {
  const all: Comparison[] = [];
  const againstRest = async (stratum: ComparedSet, role: Comparison["role"]) => {
    const cases = complement(stratum.cases, total);
    if (cases.length > 0) all.push({ stratum, reference: await evaluateRest(stratum, cases), role });
  };
  if (reference === "rest") {
    for (const set of declared) await againstRest(set, "declared");
    for (const set of groups) await againstRest(set, "group");
    return all;
  }
  const one = declared.find((set) => set.name === reference)!;
  for (const set of declared) if (set !== one) all.push({ stratum: set, reference: one, role: "declared" });
  for (const set of groups)
    if (!same(set.cases, one.cases)) all.push({ stratum: set, reference: one, role: "group" });
  const made = all.filter(({ role }) => role === "declared");
  for (const set of declared) {
    const rest = complement(set.cases, total);
    const known = made.some(
      ({ stratum, reference: against }) =>
        (same(stratum.cases, set.cases) && same(against.cases, rest)) ||
        (same(stratum.cases, rest) && same(against.cases, set.cases)),
    );
    if (!known) await againstRest(set, "rest");
  }
  return all;
}

function complement(cases: Int32Array, total: number): Int32Array {
  const inside = new Set(cases);
  return Int32Array.from({ length: total }, (_, i) => i).filter((i) => !inside.has(i));
}

function same(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/**
 * Resamples the two sides of each comparison: independently (each side's own resamples) where they have
 * no patient in common, else jointly. Groups that share patients with one reference are resampled with
 * it all at once.
 */
export async function resampleComparisons(
  comparisons: readonly Comparison[],
  resampling: Resampling,
  threads: BootstrapThreads,
): Promise<ResampledComparison[]> {
  const jointly = new Map<Comparison, readonly [BootstrapResult, BootstrapResult]>();
  for (const { members, stream } of jointRuns(comparisons)) {
    const { reference } = members[0];
    const results = await threads.jointly({
      strata: [...members.map((one) => one.stratum), reference].map((one) => ({
        scores: one.units.scores,
        labels: one.units.labels,
        threshold: one.set.result.threshold,
        clusters: one.resampled,
      })),
      ...resampling,
      stream,
      atPrevalence: prevalenceOf(reference.units),
    });
    members.forEach((one, i) => {
      jointly.set(one, [results[i], results[members.length]]);
    });
  }
  return comparisons.map((comparison) => {
    const { stratum, reference } = comparison;
    const pair = jointly.get(comparison);
    const [a, b] = pair ?? [stratum.set.bootstrap, reference.set.bootstrap];
    const subtract = pair ? bootstrapJointDifference : bootstrapIndependentDifference;
    return {
      ...comparison,
      shared: pair !== undefined,
      resampledStratum: a,
      resampledReference: b,
      difference: subtract(a, b, resampling.level),
    };
  });
}

/** Comparisons whose sides share patients: declared ones by themselves, groups of one reference together. */
function jointRuns(comparisons: readonly Comparison[]) {
  const runs: { members: Comparison[]; stream: string }[] = [];
  const ofGroups = new Map<ComparedSet, Comparison[]>();
  for (const one of comparisons) {
    const { stratum, reference, role } = one;
    if (!sharesUnits(stratum.resampled, reference.resampled)) continue;
    if (role !== "group") {
      runs.push({ members: [one], stream: `joint:${stratum.name}:${reference.name}` });
      continue;
    }
    const members = ofGroups.get(reference);
    if (members) members.push(one);
    else {
      const first = [one];
      ofGroups.set(reference, first);
      runs.push({ members: first, stream: `joint:groups:${reference.name}:${stratum.name}` });
    }
  }
  return runs;
}

function sharesUnits(a: Int32Array, b: Int32Array): boolean {
  const known = new Set(a);
  return b.some((unit) => known.has(unit));
}
