import * as messages from "../messages/uncertainty.js";
import type { Detection, Ood } from "../results/schema/uncertainty.js";
import { aurocByMembers } from "../statistics/index.js";
import type { StrataFile } from "../strata/schema.js";
import type { AnalysisInput } from "./analyse.js";
import { type Detectable, detectable, detection, detectionAurocs } from "./detection.js";
import { histograms } from "./histograms.js";
import { oodVerdict } from "./oodVerdict.js";
import { patientNumbers } from "./scoredUnits.js";
import { ensembleOf, memberScores, probabilityScores, type UncertaintyScores } from "./uncertaintyScores.js";

/**
 * Whether uncertainty tells the cases of `ood.out` (positive) from those of `ood.in`, and whether it tells
 * wrong decisions from right ones. Of the members' case probabilities; without members of the model's own, by
 * the scores that need no more.
 * @param threshold of the case: what the decisions rest on
 * @returns null where the strata file declares no `ood`, or one side has no case of its own
 */
export function outOfDistribution(input: AnalysisInput, threshold: number): Ood | null {
  const { cohort, scores, strata, resampling } = input;
  if (!strata.ood) return null;
  const sides = sidesOf(input, strata.ood);
  const { cases } = sides;
  if (cases.in === 0 || cases.out === 0) return null;
  const patients = input.unit === "patient" ? patientNumbers(cohort) : undefined;
  const both = detectable(sides.indices, (i) => sides.isOut[i] === 1, patients);
  const members = ensembleOf(scores.members);
  const temperedMembers = members.length > 0 ? scores.temperedMembers : null;
  const own = members.length > 0 ? memberScores(members) : probabilityScores(scores.cases);
  const measured = (of: UncertaintyScores, name: string) => withClasses(input, of, both, patients, name);
  const found = measured(own, "ood");
  const declared = cohort.strata.map((name, s) => ({
    name,
    indices: cohort.cases.flatMap((one, i) => (one.member[s] ? [i] : [])),
  }));
  const about = members.length > 0 ? "variance" : "predictiveEntropy";
  const values = both.indices.map((i) => own[about][i]);
  const fewer = byMembers(members, both, resampling.seed);
  return {
    in: strata.ood.in,
    out: strata.ood.out,
    members: members.length,
    cases,
    scores: found,
    byMembers: fewer,
    subsets: {
      evaluated: fewer.reduce((sum, { subsets }) => sum + subsets, 0),
      exhaustive: fewer.every(({ subsets, possible }) => subsets === possible),
    },
    ...(members.length === 0
      ? {}
      : { temperature: temperedMembers ? ("declared" as const) : ("not declared" as const) }),
    ...(temperedMembers
      ? {
          tempered: {
            scores: measured(memberScores(temperedMembers), "ood tempered"),
            byMembers: byMembers(temperedMembers, both, resampling.seed),
          },
        }
      : {}),
    histograms: histograms(own, declared),
    errorDetection: errorDetection(input, own, declared, threshold, patients),
    verdict: oodVerdict(
      about,
      found[about],
      values.some((value) => value !== values[0]),
      rarer(both),
    ),
  };
}

/**
 * What a user must know of `ood` that its figures don't say.
 * @returns a sentence each
 */
export function oodWarnings(input: Pick<AnalysisInput, "cohort" | "scores" | "strata">): string[] {
  const { strata, scores } = input;
  if (!strata.ood) return [];
  const { cases } = sidesOf(input, strata.ood);
  if (cases.in === 0 || cases.out === 0)
    return [messages.oodSideEmpty(cases.in === 0 ? [strata.ood.in] : strata.ood.out)];
  return [
    ...(ensembleOf(scores.members).length === 0 ? [messages.oodWithoutMembers] : []),
    ...(cases.both > 0 ? [messages.oodBothSides(cases.both)] : []),
  ];
}

/** Which cases are in, which out; a case that is in both counts for neither. */
function sidesOf({ cohort }: Pick<AnalysisInput, "cohort">, ood: NonNullable<StrataFile["ood"]>) {
  const inside = cohort.strata.indexOf(ood.in);
  const outside = ood.out.map((name) => cohort.strata.indexOf(name));
  const isOut = new Uint8Array(cohort.cases.length);
  const indices: number[] = [];
  const cases = { in: 0, out: 0, both: 0 };
  cohort.cases.forEach(({ member }, i) => {
    const out = outside.some((s) => member[s]);
    if (!out && !member[inside]) return;
    if (out && member[inside]) {
      cases.both++;
      return;
    }
    indices.push(i);
    isOut[i] = out ? 1 : 0;
    cases[out ? "out" : "in"]++;
  });
  return { indices, isOut, cases };
}

/** With the AUROC among fractures and among the rest. */
function withClasses(
  { cohort, resampling }: AnalysisInput,
  scores: UncertaintyScores,
  both: Detectable,
  patients: Int32Array | undefined,
  stream: string,
): Record<string, Detection> {
  const isOut = new Map(both.indices.map((index, k) => [index, both.labels[k] === 1]));
  const within = (label: 0 | 1) => {
    const indices = both.indices.filter((i) => cohort.cases[i].label === label);
    const cases = detectable(indices, (i) => isOut.get(i)!, patients);
    const of = `${stream}: label ${label}`;
    return detectionAurocs(scores, cases, resampling, of, messages.lackingSide(label));
  };
  const positives = within(1);
  const negatives = within(0);
  return Object.fromEntries(
    Object.entries(detection(scores, both, resampling, stream)).map(([name, found]) => [
      name,
      { ...found, withinPositives: positives[name], withinNegatives: negatives[name] },
    ]),
  );
}

function byMembers(members: readonly Float64Array[], { indices, labels }: Detectable, seed: number) {
  const own = members.map((member) => Float64Array.from(indices, (i) => member[i]));
  return aurocByMembers(own, labels, seed).map(({ members, subsets, possible, ...auroc }) => ({
    members,
    subsets,
    possible,
    auroc,
  }));
}

/** Hard is not the same as out-of-distribution: whether the scores find wrong decisions, by stratum. */
function errorDetection(
  { cohort, scores, resampling }: AnalysisInput,
  uncertainty: UncertaintyScores,
  declared: readonly { readonly name: string; readonly indices: readonly number[] }[],
  threshold: number,
  patients: Int32Array | undefined,
) {
  const all = { name: "merged", indices: cohort.cases.map((_, i) => i) };
  return [...declared, all].map(({ name, indices }) => {
    const wrong = (i: number) => scores.cases[i] >= threshold !== (cohort.cases[i].label === 1);
    const cases = detectable(indices, wrong, patients);
    const stream = `errors:${name}`;
    return {
      stratum: name,
      cases: indices.length,
      errors: cases.labels.reduce((sum, label) => sum + label, 0),
      scores: detectionAurocs(uncertainty, cases, resampling, stream, messages.lackingErrors),
    };
  });
}

/** Cases of the rarer side; patients where they are resampled. */
function rarer({ labels, clusters }: Detectable): number {
  const units = (label: number) =>
    clusters
      ? new Set(clusters.filter((_, k) => labels[k] === label)).size
      : labels.filter((own) => own === label).length;
  return Math.min(units(0), units(1));
}
