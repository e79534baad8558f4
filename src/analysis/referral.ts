import * as messages from "../messages/uncertainty.js";
import type { Metric } from "../results/schema/metric.js";
import type { Referral } from "../results/schema/uncertainty.js";
import { bootstrapAurc, riskCoverage, withoutRoundingNoise } from "../statistics/index.js";
import type { AnalysisInput } from "./analyse.js";
import { evenlySpaced } from "./curves.js";
import { proportionInterval, proportionOf } from "./proportions.js";
import { referredAt } from "./referredAt.js";
import { metric } from "./scoredSet.js";
import { patientNumbers } from "./scoredUnits.js";
import { ensembleOf, memberScores, probabilityScores, type UncertaintyScores } from "./uncertaintyScores.js";

/** Vertices of a curve in results.json: more can't be seen. */
const drawnVertices = 200;
/** Per cent of all cases that may be referred. */
const percents = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50];

interface Set {
  readonly name: string;
  readonly indices: readonly number[];
}

interface Decided {
  readonly input: AnalysisInput;
  readonly wrong: Uint8Array;
  readonly called: Uint8Array;
  readonly patients: Int32Array | undefined;
}

/**
 * Which cases should a person read? Each stratum's risk–coverage curve, and what becomes of errors, sensitivity
 * and specificity when the most uncertain cases of all are referred: by the members' variance and the entropy
 * of their mean (without members the model's own), and by how near the probability is to the threshold.
 * @param threshold of the case: what the decisions rest on
 */
export function referral(input: AnalysisInput, threshold: number): Referral {
  const { cohort, scores } = input;
  const sets: Set[] = [
    ...cohort.strata.map((name, s) => ({
      name,
      indices: cohort.cases.flatMap((one, i) => (one.member[s] ? [i] : [])),
    })),
    { name: "merged", indices: cohort.cases.map((_, i) => i) },
  ];
  const called = Uint8Array.from(scores.cases, (p) => (p >= threshold ? 1 : 0));
  const decided: Decided = {
    input,
    called,
    wrong: called.map((call, i) => (call === cohort.cases[i].label ? 0 : 1)),
    patients: input.unit === "patient" ? patientNumbers(cohort) : undefined,
  };
  const by = uncertainties(input, threshold);
  return {
    threshold,
    members: ensembleOf(scores.members).length,
    curves: Object.entries(by).flatMap(([score, values]) =>
      sets.map((set) => curve(decided, set, score, values)),
    ),
    rates: Object.entries(by).flatMap(([score, values]) => {
      const referred = referredAt(values, percents);
      return percents.map((percent, k) => ({
        score,
        rate: percent / 100,
        strata: sets.map((set) => atRate(decided, set, referred[k])),
      }));
    }),
  };
}

function uncertainties({ scores }: AnalysisInput, threshold: number): UncertaintyScores {
  const { cases } = scores;
  const members = ensembleOf(scores.members);
  const margin = withoutRoundingNoise(cases.map((p) => -Math.abs(p - threshold)));
  if (members.length === 0) return { predictiveEntropy: probabilityScores(cases).predictiveEntropy, margin };
  const { variance, predictiveEntropy } = memberScores(members);
  return { variance, predictiveEntropy, margin };
}

function curve(
  { input, wrong, patients }: Decided,
  { name, indices }: Set,
  score: string,
  all: Float64Array,
) {
  const uncertainty = Float64Array.from(indices, (i) => all[i]);
  const errors = Uint8Array.from(indices, (i) => wrong[i]);
  const found = riskCoverage(uncertainty, errors);
  const head = { stratum: name, score, cases: indices.length, errors: sum(errors) };
  if (found === null) {
    const none: Metric = { value: null, status: "too-few", reason: "no cases", ci: null };
    return { ...head, aurc: none, oracle: null, random: null, vertices: [] };
  }
  const interval = bootstrapAurc({
    uncertainty,
    wrong: errors,
    labels: Uint8Array.from(indices, (i) => input.cohort.cases[i].label),
    clusters: patients && Int32Array.from(indices, (i) => patients[i]),
    ...input.resampling,
    stream: `referral:${name}`,
  });
  return {
    ...head,
    aurc: metric({ value: found.area, status: "ok" }, interval, null),
    oracle: found.oracle,
    random: found.random,
    vertices: evenlySpaced(indices.length, drawnVertices).map((k) => ({
      coverage: (k + 1) / indices.length,
      risk: found.risk[k],
    })),
  };
}

function atRate(decided: Decided, { name, indices }: Set, referred: Uint8Array) {
  const { input, wrong, called } = decided;
  const label = (i: number) => input.cohort.cases[i].label;
  const errors = indices.filter((i) => wrong[i] === 1);
  const kept = indices.filter((i) => referred[i] === 0);
  const positives = kept.filter((i) => label(i) === 1);
  const negatives = kept.filter((i) => label(i) === 0);
  const share = (of: readonly number[], success: (i: number) => boolean, none: string) =>
    shareOf(decided, of, success, none);
  return {
    stratum: name,
    cases: indices.length,
    referred: indices.length - kept.length,
    errors: errors.length,
    caught: share(errors, (i) => referred[i] === 1, messages.noErrors),
    sensitivity: share(positives, (i) => called[i] === 1, messages.noneKept("positives")),
    specificity: share(negatives, (i) => called[i] === 0, messages.noneKept("negatives")),
  };
}

/** @param none why there is no share of no cases */
function shareOf(
  { input, patients }: Decided,
  indices: readonly number[],
  success: (index: number) => boolean,
  none: string,
): Metric {
  if (indices.length === 0)
    return { value: null, status: "undefined", reason: none, ci: null, exactCi: null };
  const { level } = input.resampling;
  const proportion = proportionOf(
    indices.map((i) => (success(i) ? 1 : 0)),
    patients ? indices.map((i) => patients[i]) : null,
    level,
  );
  const { interval, reason } = proportionInterval(proportion, level);
  return {
    value: proportion.successes / proportion.trials,
    status: "ok",
    ci: null,
    ciReason: messages.notResampled,
    exactCi: interval,
    ...(reason === undefined ? {} : { exactCiReason: reason }),
  };
}

const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
