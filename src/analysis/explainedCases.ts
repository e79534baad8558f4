import type { Cohort } from "../cohort/cohort.js";

/**
 * How far on the wrong side of the threshold a probability is, −1 to 1: its distance from the threshold as a
 * share of the greatest there is on its side, above 0 where the case is called wrongly. The share, so that
 * missed fractures and false alarms compare where the threshold isn't in the middle.
 */
export function wrongness(label: 0 | 1, probability: number, threshold: number): number {
  const called = probability >= threshold ? 1 : 0;
  const room = called === 1 ? 1 - threshold : threshold;
  const share = room > 0 ? Math.abs(probability - threshold) / room : 0;
  return called === label ? -share : share;
}

/** Cases of one stratum, the worst or the best first; as indices of the cohort's cases. */
export interface ChosenCases {
  /** Called wrongly, and rightly. */
  readonly wrong: number;
  readonly right: number;
  readonly mostWrong: readonly number[];
  readonly mostRight: readonly number[];
}

/**
 * The cases that a model gets most wrong and most right. None is among the most wrong that is called
 * rightly, nor the other way round; ties go in the cohort's order.
 * @param count of either kind, at most
 */
export function chooseCases(
  cohort: Cohort,
  probabilities: Float64Array,
  stratum: number,
  threshold: number,
  count: number,
): ChosenCases {
  const own = cohort.cases.flatMap((one, i) => (one.member[stratum] ? [i] : []));
  const isWrong = (i: number) => probabilities[i] >= threshold !== (cohort.cases[i].label === 1);
  const by = (i: number) => wrongness(cohort.cases[i].label, probabilities[i], threshold);
  const wrong = own.filter(isWrong);
  const right = own.filter((i) => !isWrong(i));
  return {
    wrong: wrong.length,
    right: right.length,
    mostWrong: wrong.toSorted((a, b) => by(b) - by(a) || a - b).slice(0, count),
    mostRight: right.toSorted((a, b) => by(a) - by(b) || a - b).slice(0, count),
  };
}

/** A stratum's fractures that are called so, as indices of the cohort's cases. */
export const truePositives = (
  cohort: Cohort,
  probabilities: Float64Array,
  selected: (index: number) => boolean,
  threshold: number,
): number[] =>
  cohort.cases.flatMap(({ label }, i) =>
    label === 1 && selected(i) && probabilities[i] >= threshold ? [i] : [],
  );
