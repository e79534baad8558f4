import * as messages from "../messages/robustness.js";
import type { Acceptance } from "../results/schema/analyses.js";
import type { Robustness } from "../results/schema/robustness.js";
import { type DeclaredCriterion, type JudgedStratum, judge, ruleOf } from "./acceptance.js";

/**
 * Judges a criterion on what a stratum reaches under a corruption, by the same rules as without one. Where that
 * was not scored (a table of scores has no images) it is inconclusive.
 */
export function judgeCorrupted(
  criterion: DeclaredCriterion,
  stratum: JudgedStratum,
  robustness: Robustness | undefined,
): Acceptance {
  const { corruption, severity } = criterion;
  const where = { corruption: corruption!, severity: severity! };
  const level = robustness?.strata
    .find((one) => one.stratum === stratum.name)
    ?.corruptions.find((one) => one.corruption === corruption)
    ?.levels.find((one) => one.severity === severity);
  if (level === undefined)
    return {
      ...{ stratum: stratum.name, metric: criterion.metric, ...where, rule: ruleOf(criterion) },
      ...{ value: null, ci: null, outcome: "inconclusive" },
      reason: messages.criterionNotScored(where.corruption, where.severity),
    };
  const { stratum: name, metric, ...judged } = judge(criterion, { ...stratum, metrics: level.metrics });
  return { stratum: name, metric, ...where, ...judged };
}
