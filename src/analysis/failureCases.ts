import type { Scores } from "../../runners/scores.js";
import type { Cohort } from "../cohort/cohort.js";
import type { FailureCase, FailureCases } from "../results/schema/failureCases.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { wrongness } from "./explainedCases.js";

/** Most cases listed of either kind, a stratum: enough to look up, few enough to read. */
export const listedFailures = 20;

/**
 * The cases called wrongly in every declared stratum and in all together: missed fractures and false alarms
 * apart, the most wrong first, the pseudonyms' order between equals.
 * @param strata results, of which the declared ones and `merged` are used, with their threshold
 * @param nameOf what the results call a case
 */
export function failureCases(
  cohort: Cohort,
  scores: Scores,
  strata: readonly StratumResult[],
  nameOf: (id: string) => string,
): FailureCases {
  const names = cohort.cases.map(({ id }) => nameOf(id));
  return {
    atMost: listedFailures,
    strata: strata.flatMap(({ name, kind, threshold }) => {
      if (kind !== "declared" && kind !== "merged") return [];
      const place = cohort.strata.indexOf(name);
      const own = cohort.cases.flatMap(({ member }, i) => (kind === "merged" || member[place] ? [i] : []));
      const wrongOf = (label: 0 | 1) => {
        const all = own.filter((i) => cohort.cases[i].label === label);
        const wrong = all
          .map((index) => ({ index, by: wrongness(label, scores.cases[index], threshold) }))
          .filter(({ index }) => scores.cases[index] >= threshold !== (label === 1))
          .sort((a, b) => b.by - a.by || (names[a.index] < names[b.index] ? -1 : 1));
        const cases = wrong.slice(0, listedFailures).map(
          ({ index }): FailureCase => ({
            case: names[index],
            label,
            probability: scores.cases[index],
            threshold,
            margin: Math.abs(scores.cases[index] - threshold),
            ...viewsOf(scores, index),
          }),
        );
        return { count: wrong.length, of: all.length, cases };
      };
      return [{ stratum: name, missed: wrongOf(1), falseAlarms: wrongOf(0) }];
    }),
  };
}

function viewsOf({ views }: Scores, index: number): Pick<FailureCase, "views"> {
  const seen = [...views].flatMap(([view, values]) =>
    Number.isNaN(values[index]) ? [] : [[view, values[index]] as const],
  );
  return seen.length === 0 ? {} : { views: Object.fromEntries(seen) };
}
