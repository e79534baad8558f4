import * as messages from "../messages/gate.js";
import type { Acceptance, Outcome } from "../results/schema/analyses.js";
import type { MetricName } from "../results/schema/metric.js";
import type { Results } from "../results/schema/results.js";
import type { StratumResult } from "../results/schema/stratum.js";

/** A criterion as the strata file declares it. */
export interface DeclaredCriterion {
  readonly stratum: string;
  readonly metric: MetricName;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly judge: "ci" | "estimate";
  readonly minimum: number;
}

/** Judges every criterion; `"*"` stands for every declared stratum, never for `merged`. */
export function judgeAll(
  criteria: readonly DeclaredCriterion[],
  strata: readonly StratumResult[],
): Acceptance[] {
  return criteria.flatMap((criterion) =>
    strata
      .filter((one) => (criterion.stratum === "*" ? one.kind === "declared" : one.name === criterion.stratum))
      .map((stratum) => judge(criterion, stratum)),
  );
}

/**
 * Pass when the whole interval satisfies the criterion, fail when none of it does, else inconclusive;
 * on the exact interval where there is one. `judge: estimate` looks at the estimate alone. With fewer
 * positives or negatives than the minimum it is never a pass.
 */
export function judge(criterion: DeclaredCriterion, stratum: StratumResult): Acceptance {
  const { atLeast, atMost, judge: by, minimum } = criterion;
  const metric = stratum.metrics[criterion.metric];
  const interval = by === "ci" ? (metric.exactCi ?? metric.ci) : null;
  const satisfied = (value: number) => (atLeast !== undefined ? value >= atLeast : value <= atMost!);
  const few = Math.min(stratum.positives, stratum.negatives) < minimum;
  const decide = (): { outcome: Outcome; reason: string } => {
    if (metric.value === null)
      return { outcome: "inconclusive", reason: messages.undefinedMetric(metric.reason ?? metric.status) };
    if (by === "ci" && interval === null)
      return { outcome: "inconclusive", reason: messages.noInterval(metric.ciReason) };
    const [low, high] = interval ? [interval.lower, interval.upper] : [metric.value, metric.value];
    if (!satisfied(low) && !satisfied(high))
      return { outcome: "fail", reason: by === "ci" ? messages.noneSatisfies : messages.estimateFails };
    if (few)
      return {
        outcome: "inconclusive",
        reason: messages.tooFew(stratum.positives, stratum.negatives, minimum),
      };
    if (satisfied(low) && satisfied(high))
      return { outcome: "pass", reason: by === "ci" ? messages.allSatisfies : messages.estimatePasses };
    return { outcome: "inconclusive", reason: messages.straddles };
  };
  return {
    stratum: stratum.name,
    metric: criterion.metric,
    rule: {
      ...(atLeast === undefined ? {} : { atLeast }),
      ...(atMost === undefined ? {} : { atMost }),
      judge: by,
      minimum,
    },
    value: metric.value,
    ci: interval,
    ...decide(),
  };
}

/** Fail outranks inconclusive outranks pass; `none` without criteria. */
export function overall(outcomes: readonly Outcome[]): Results["verdict"] {
  if (outcomes.length === 0) return "none";
  if (outcomes.includes("fail")) return "fail";
  return outcomes.includes("inconclusive") ? "inconclusive" : "pass";
}
