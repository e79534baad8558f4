import * as messages from "../messages/gate.js";
import type { Acceptance, Outcome } from "../results/schema/analyses.js";
import type { Interval, Metric, MetricName } from "../results/schema/metric.js";
import type { Results } from "../results/schema/results.js";
import type { Robustness } from "../results/schema/robustness.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { judgeCorrupted } from "./corruptedCriteria.js";
import { neededCases } from "./neededCases.js";

/** A criterion as the strata file declares it. */
export interface DeclaredCriterion {
  readonly stratum: string;
  readonly metric: MetricName;
  /** Judged on images under this corruption, at this severity. */
  readonly corruption?: string | undefined;
  readonly severity?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly judge: "ci" | "estimate";
  readonly minimum: number;
}

/**
 * Judges every criterion; `"*"` stands for every declared stratum, never for `merged`.
 * @param robustness what criteria on corrupted images are judged on
 */
export function judgeAll(
  criteria: readonly DeclaredCriterion[],
  strata: readonly StratumResult[],
  robustness?: Robustness,
): Acceptance[] {
  return criteria.flatMap((criterion) =>
    strata
      .filter((one) => (criterion.stratum === "*" ? one.kind === "declared" : one.name === criterion.stratum))
      .map((stratum) =>
        criterion.corruption === undefined
          ? judge(criterion, stratum)
          : judgeCorrupted(criterion, stratum, robustness),
      ),
  );
}

/** What of a stratum is judged. */
export type JudgedStratum = Pick<
  StratumResult,
  "name" | "positives" | "negatives" | "positivePatients" | "negativePatients"
> &
  Partial<Pick<StratumResult, "confusion">> & { readonly metrics: Readonly<Record<string, Metric>> };

/**
 * Pass when the whole interval satisfies the criterion, fail when none of it does, else inconclusive;
 * on the exact interval where there is one. `judge: estimate` looks at the estimate alone. With fewer
 * positives or negatives (patients, where patients are resampled) than the minimum it is never a pass,
 * nor on an interval without width, which says that the resamples were alike, not that the figure is
 * certain.
 */
export function judge(criterion: DeclaredCriterion, stratum: JudgedStratum): Acceptance {
  const { atLeast, atMost, judge: by, minimum } = criterion;
  const metric = stratum.metrics[criterion.metric];
  const interval = by === "ci" ? judgedInterval(metric) : null;
  const satisfied = (value: number) => (atLeast !== undefined ? value >= atLeast : value <= atMost!);
  // Ten fractures of one patient are one.
  const positives = stratum.positivePatients ?? stratum.positives;
  const negatives = stratum.negativePatients ?? stratum.negatives;
  const few = Math.min(positives, negatives) < minimum;
  const decide = (): { outcome: Outcome; reason: string } & Pick<Acceptance, "needed"> => {
    if (metric.value === null)
      return { outcome: "inconclusive", reason: messages.undefinedMetric(metric.reason ?? metric.status) };
    if (by === "ci" && interval === null)
      return {
        outcome: "inconclusive",
        reason: messages.noInterval(metric.exactCiReason ?? metric.ciReason),
      };
    if (interval && interval.lower === interval.upper)
      return { outcome: "inconclusive", reason: messages.noWidth };
    const [low, high] = interval ? [interval.lower, interval.upper] : [metric.value, metric.value];
    const straddles = satisfied(low) !== satisfied(high);
    const more = () => {
      const needed = neededCases(stratum, {
        ...{ metric: criterion.metric, value: metric.value!, minimum },
        ...{
          interval: straddles ? interval : null,
          limit: (atLeast ?? atMost)!,
          atLeast: atLeast !== undefined,
        },
      });
      return needed ? { needed } : {};
    };
    if (!satisfied(low) && !satisfied(high))
      return { outcome: "fail", reason: by === "ci" ? messages.noneSatisfies : messages.estimateFails };
    if (few)
      return {
        outcome: "inconclusive",
        reason: messages.tooFew(positives, negatives, minimum, stratum.positivePatients !== undefined),
        ...more(),
      };
    if (satisfied(low) && satisfied(high))
      return { outcome: "pass", reason: by === "ci" ? messages.allSatisfies : messages.estimatePasses };
    return { outcome: "inconclusive", reason: messages.straddles, ...more() };
  };
  return {
    stratum: stratum.name,
    metric: criterion.metric,
    rule: ruleOf(criterion),
    value: metric.value,
    ci: interval,
    ...decide(),
  };
}

/** The limits of a criterion, as results.json has them. */
export const ruleOf = ({ atLeast, atMost, judge: by, minimum }: DeclaredCriterion): Acceptance["rule"] => ({
  ...(atLeast === undefined ? {} : { atLeast }),
  ...(atMost === undefined ? {} : { atMost }),
  judge: by,
  minimum,
});

/**
 * The exact interval where the metric has one, else the bootstrap's. Where an exact one should be and
 * can't be had, there is nothing to judge on: the bootstrap would then be narrower than the truth.
 */
const judgedInterval = ({ exactCi, ci }: Metric): Interval | null => (exactCi === undefined ? ci : exactCi);

/** Fail outranks inconclusive outranks pass; `none` without criteria. */
export function overall(outcomes: readonly Outcome[]): Results["verdict"] {
  if (outcomes.length === 0) return "none";
  if (outcomes.includes("fail")) return "fail";
  return outcomes.includes("inconclusive") ? "inconclusive" : "pass";
}
