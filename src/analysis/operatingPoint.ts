import type { Scores } from "../../runners/scores.js";
import type { CohortCase } from "../cohort/cohort.js";
import * as messages from "../messages/operatingPoint.js";
import { UserError } from "../messages/userError.js";
import type { Place } from "../messages/yaml.js";
import type { OperatingPoint } from "../results/schema/operatingPoint.js";
import {
  confusionCounts,
  f1MaxThresholds,
  fitTemperature,
  tempered,
  thresholdAtSensitivity,
  thresholdMetrics,
  youdenThresholds,
} from "../statistics/index.js";
import type { ChosenThreshold } from "../strata/chosenThreshold.js";
import type { Threshold } from "./thresholds.js";

/** Scored cases that choose and are not evaluated. */
export interface Validation {
  readonly cases: readonly CohortCase[];
  readonly scores: Scores;
  /** Cases left out since an image can't be read. */
  readonly unreadable: number;
}

export interface ChosenPoint {
  /** By unit: `case`, and each view that is evaluated. */
  readonly thresholds: ReadonlyMap<string, Threshold>;
  readonly result: OperatingPoint;
  /** The evaluated cases' scores, the case's probability tempered where a temperature was fitted. */
  readonly scores: Scores;
  readonly warnings: readonly string[];
}

/** Cases of each class that a threshold should be chosen on. */
const enough = 10;

/**
 * Chooses the operating point of the case and of every view on validation cases, each on its own scores; where
 * declared, after the case's probability was tempered. Of several thresholds that attain the largest F1 or
 * Youden index it is the lowest, which misses the fewest fractures.
 * @param evaluated scores of the cases that are evaluated
 * @param at where `threshold.on` is declared
 * @throws UserError where the validation cases of a unit lack a class
 */
export function chooseOperatingPoint(
  declared: ChosenThreshold,
  { cases, scores, unreadable }: Validation,
  evaluated: Scores,
  at: Place,
): ChosenPoint {
  const labels = Uint8Array.from(cases, (one) => one.label);
  const temperature = declared.temperature ? temper(scores.cases, labels, evaluated.cases) : null;
  const units: [string, Float64Array][] = [
    ["case", temperature?.validation ?? scores.cases],
    ...[...evaluated.views.keys()].map((view): [string, Float64Array] => [
      view,
      scores.views.get(view) ?? new Float64Array(cases.length).fill(Number.NaN),
    ]),
  ];
  const chosen = units.map(([unit, probability]) => ({
    unit,
    ...chooseFor(declared, unit, probability, labels, at),
  }));
  const patients = new Set(cases.map((one) => one.patient));
  const [{ attained: own }] = chosen;
  const result: OperatingPoint = {
    rule: declared.maximise ?? "sensitivity",
    ...(declared.sensitivityAtLeast === undefined ? {} : { target: declared.sensitivityAtLeast }),
    on: declared.on,
    cases: own.cases,
    positives: own.positives,
    negatives: own.negatives,
    patients: patients.has(null) ? null : patients.size,
    unreadable,
    thresholds: Object.fromEntries(chosen.map(({ unit, threshold }) => [unit, threshold])),
    attained: Object.fromEntries(chosen.map(({ unit, attained }) => [unit, attained])),
    ...(temperature === null ? {} : { temperature: temperature.result }),
  };
  return pointChosen(
    declared,
    result,
    temperature?.evaluated ? { ...evaluated, cases: temperature.evaluated } : evaluated,
  );
}

/**
 * An operating point as it was chosen.
 * @param scores the evaluated cases', under the temperature where one was fitted
 */
export function pointChosen(declared: ChosenThreshold, result: OperatingPoint, scores: Scores): ChosenPoint {
  const { positives, negatives, unreadable, temperature } = result;
  return {
    thresholds: new Map(
      Object.entries(result.thresholds).map(([unit, value]) => {
        const attained = result.attained[unit];
        return [
          unit,
          { value, source: messages.source(ruleInWords(declared), attained.positives, attained.negatives) },
        ];
      }),
    ),
    result,
    scores,
    warnings: [
      ...(unreadable > 0 ? [messages.unreadable(unreadable)] : []),
      ...(Math.min(positives, negatives) < enough ? [messages.few(positives, negatives, enough)] : []),
      ...(temperature && temperature.value === null ? [messages.noTemperature(temperature.reason!)] : []),
    ],
  };
}

function chooseFor(
  declared: ChosenThreshold,
  unit: string,
  probability: Float64Array,
  labels: Uint8Array,
  at: Place,
) {
  const scored = Array.from(probability.keys()).filter((i) => !Number.isNaN(probability[i]));
  const scores = Float64Array.from(scored, (i) => probability[i]);
  const truth = Uint8Array.from(scored, (i) => labels[i]);
  const positives = truth.reduce((sum, label) => sum + label, 0);
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0)
    throw new UserError(messages.lacksClass(at, positives, negatives, unit === "case" ? undefined : unit));
  const threshold =
    declared.sensitivityAtLeast === undefined
      ? (declared.maximise === "f1" ? f1MaxThresholds : youdenThresholds)(scores, truth).thresholds.at(-1)!
      : thresholdAtSensitivity(scores, truth, declared.sensitivityAtLeast).value!;
  const confusion = confusionCounts(scores, truth, threshold);
  const { sensitivity, specificity, f1 } = thresholdMetrics(confusion);
  return {
    threshold,
    attained: {
      cases: truth.length,
      positives,
      negatives,
      confusion,
      sensitivity: sensitivity.value!,
      specificity: specificity.value!,
      f1: f1.value!,
    },
  };
}

function ruleInWords({ maximise, sensitivityAtLeast }: ChosenThreshold): string {
  return maximise === undefined ? messages.rules.sensitivity(sensitivityAtLeast!) : messages.rules[maximise];
}

/** The temperature, and both sets' probabilities under it; without them where there is none. */
function temper(validation: Float64Array, labels: Uint8Array, evaluated: Float64Array) {
  const { temperature, logLossBefore, logLossAfter } = fitTemperature(validation, labels);
  const losses = { logLossBefore, logLossAfter };
  if (temperature.value === null) return { result: { ...temperature, ...losses } };
  const both = [validation, evaluated].map((p) => tempered(p, temperature.value!));
  // So sharp that rounding makes different probabilities equal, it would change their order.
  if (distinct(...both) < distinct(validation, evaluated))
    return {
      result: {
        value: null,
        status: "not-applicable" as const,
        reason: messages.mergesScores(temperature.value),
        logLossBefore: null,
        logLossAfter: null,
      },
    };
  return { result: { ...temperature, ...losses }, validation: both[0], evaluated: both[1] };
}

const distinct = (...sets: Float64Array[]): number => new Set(sets.flatMap((set) => [...set])).size;
