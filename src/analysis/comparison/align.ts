import * as messages from "../../messages/comparison.js";
import { UserError } from "../../messages/userError.js";
import type { KeptCase, KeptCases, KeptCorrupted } from "../../results/schema/keptCases.js";
import type { Results } from "../../results/schema/results.js";

/** One of the two runs. */
export interface ComparedRun {
  /** How the user named it; for errors. */
  readonly path: string;
  readonly results: Pick<Results, "cohort" | "strata" | "protocol" | "model" | "tool" | "robustness">;
  readonly cases: KeptCases;
  /** The scores of the cases under corruptions; null where there is no such table. */
  readonly corrupted: readonly KeptCorrupted[] | null;
}

/** The cases that both runs have, in the candidate's order. */
export interface AlignedCases {
  readonly cases: readonly KeptCase[];
  readonly labels: Uint8Array;
  /** Probabilities. */
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
  /** The candidate's; `member` of a case is in their order. */
  readonly strata: readonly string[];
  readonly thresholds: { readonly baseline: number; readonly candidate: number };
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
  readonly warnings: readonly string[];
}

/** Above this share of common cases with another patient, age or sex, equal names are taken for chance. */
const mostDiffering = 0.2;

/**
 * Matches the cases of two runs by name. Other cases, thresholds, conditions with the same effect and strata
 * that are new are aligned, and said; other labels, strata that hold other cases or are gone, names that seem
 * to be of other cases, and runs without a common case are refused.
 * @throws UserError with the reason
 */
export function align(baseline: ComparedRun, candidate: ComparedRun): AlignedCases {
  const sides = { baseline: baseline.path, candidate: candidate.path };
  const former = new Map(baseline.cases.cases.map((one) => [one.name, one]));
  const cases = candidate.cases.cases.filter(({ name }) => former.has(name));
  if (cases.length === 0)
    throw new UserError(
      messages.noCommonCases(sides, {
        baseline: kindOfNames(baseline.cases),
        candidate: kindOfNames(candidate.cases),
      }),
    );
  const namesWhere = (differs: (now: KeptCase, then: KeptCase) => boolean) =>
    cases.flatMap((one) => (differs(one, former.get(one.name)!) ? [one.name] : []));
  const sameManifest = baseline.results.cohort.sha256 === candidate.results.cohort.sha256;
  const others = namesWhere(otherPerson);
  if (!sameManifest && others.length > mostDiffering * cases.length)
    throw new UserError(messages.otherCases(sides, others, cases.length));
  const relabelled = namesWhere((now, then) => now.label !== then.label);
  if (relabelled.length > 0) throw new UserError(messages.labelsDiffer(sides, relabelled));
  const onlyBaseline = baseline.cases.cases.length - cases.length;
  const onlyCandidate = candidate.cases.cases.length - cases.length;
  const thresholds = { baseline: thresholdOf(baseline), candidate: thresholdOf(candidate) };
  return {
    cases,
    labels: Uint8Array.from(cases, ({ label }) => label),
    baseline: Float64Array.from(cases, ({ name }) => former.get(name)!.probability),
    candidate: Float64Array.from(cases, ({ probability }) => probability),
    strata: candidate.cases.strata,
    thresholds,
    onlyBaseline,
    onlyCandidate,
    warnings: [
      ...(onlyBaseline + onlyCandidate > 0 ? [messages.casesLeftOut(onlyBaseline, onlyCandidate)] : []),
      ...strataWarnings(baseline, candidate, namesWhere),
      ...(thresholds.baseline === thresholds.candidate
        ? []
        : [messages.thresholdsDiffer(String(thresholds.baseline), String(thresholds.candidate))]),
      ...(sameManifest ? [] : [messages.otherManifest]),
      ...(others.length > 0 ? [messages.someDiffer(others)] : []),
      ...(onlyBaseline + onlyCandidate === 0 && otherImages(baseline, candidate)
        ? [messages.otherImages]
        : []),
    ],
  };
}

/** Whether what both tables say of the person behind a case differs. */
function otherPerson(now: KeptCase, then: KeptCase): boolean {
  const differs = (a: string | null | undefined, b: string | null | undefined) =>
    (a ?? "") !== "" && (b ?? "") !== "" && a !== b;
  return differs(now.patient, then.patient) || differs(now.age, then.age) || differs(now.sex, then.sex);
}

function kindOfNames({ cases }: KeptCases): messages.NamesKind {
  return cases.every(({ name }) => /^c-[0-9a-f]{16}$/.test(name)) ? "pseudonyms" : "plain identifiers";
}

function strataWarnings(
  baseline: ComparedRun,
  candidate: ComparedRun,
  namesWhere: (differs: (now: KeptCase, then: KeptCase) => boolean) => string[],
): string[] {
  const sides = { baseline: baseline.path, candidate: candidate.path };
  const before = baseline.cases.strata;
  const after = candidate.cases.strata;
  for (const name of before)
    if (!after.includes(name)) throw new UserError(messages.stratumGone(sides, name));
  const condition = (run: ComparedRun, name: string) =>
    run.results.strata.find((one) => one.kind === "declared" && one.name === name)?.where;
  return after.flatMap((name, s) => {
    const then = before.indexOf(name);
    if (then < 0) return [messages.newStratum(name)];
    const moved = namesWhere((one, other) => one.member[s] !== other.member[then]);
    if (moved.length > 0) throw new UserError(messages.strataDiffer(sides, name, moved));
    return condition(baseline, name) === condition(candidate, name) ? [] : [messages.otherPredicate(name)];
  });
}

/** The operating point of a case, the same in every stratum. */
const thresholdOf = ({ results }: ComparedRun): number => results.strata[0].threshold;

function otherImages(baseline: ComparedRun, candidate: ComparedRun): boolean {
  const [a, b] = [baseline.results.cohort.imagesSha256, candidate.results.cohort.imagesSha256];
  return a !== null && b !== null && a !== b;
}
