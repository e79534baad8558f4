import * as messages from "../messages/comparison.js";
import type { Change, ComparedStratumResult, CouldSee, RuleResult } from "../results/schema/comparison.js";
import type { Interval } from "../results/schema/metric.js";
import { type ChangePlan, holm } from "../statistics/index.js";

/** A rule as the strata file declares it. */
export interface DeclaredRule {
  readonly stratum: string;
  readonly metric: string;
  readonly margin: number;
  readonly minimum: number;
  /** Judged on images under this corruption, at this severity. */
  readonly corruption?: string | undefined;
  readonly severity?: number | undefined;
  /** The figure under the corruption (where not said), or what the corruption takes from it. */
  readonly of?: "value" | "drop" | undefined;
}

/** A change with what a rule needs to judge it. */
export interface ChangeToJudge {
  readonly change: Change;
  /** The judged interval of the gain: counted so that more is better. */
  readonly gain: Pick<Interval, "lower" | "upper"> | null;
  readonly worseThan: (margin: number) => number;
  readonly plan: ((margin: number) => ChangePlan) | null;
}

/** One stratum under a corruption: its figures, and what the corruption takes from them, by metric. */
export interface CorruptedToJudge {
  readonly stratum: ComparedStratumResult;
  readonly values: Readonly<Record<string, ChangeToJudge>>;
  readonly drops: Readonly<Record<string, ChangeToJudge>>;
}

export interface RegressionContext {
  readonly strata: readonly ComparedStratumResult[];
  readonly changes: readonly ChangeToJudge[];
  /** A stratum under a corruption, or a sentence why there is nothing to judge. */
  readonly corrupted: (
    stratum: string,
    level: { readonly corruption: string; readonly severity: number },
  ) => CorruptedToJudge | string;
  readonly sameModel: boolean;
  /** Confidence level of the intervals. */
  readonly level: number;
}

/**
 * Judges every rule; `"*"` stands for every declared stratum, never for `merged`.
 *
 * Fail: worse by more than the margin, by a one-sided test at (1 − level) / 2, Holm-adjusted over all rules
 * and strata, so that a model no worse fails anywhere in at most that share of nights. Pass: the lower bound
 * of the gain is above −margin, unadjusted, since a verdict of pass needs every rule to pass (an
 * intersection–union test). Below the minimum of either class never a pass, unless it is the very same model.
 */
export function judgeRegression(rules: readonly DeclaredRule[], context: RegressionContext): RuleResult[] {
  const judged = rules.flatMap((rule) =>
    context.strata
      .filter(({ kind, name }) => (rule.stratum === "*" ? kind === "declared" : name === rule.stratum))
      .map((stratum) => ({ rule, name: stratum.name, ...toJudge(rule, stratum, context) })),
  );
  const family = judged.flatMap(({ p }) => (p === null ? [] : [p]));
  const adjusted = holm(family);
  let at = 0;
  return judged.map(({ rule, name, p, ...judge }): RuleResult => {
    const { metric, corruption, severity, of } = rule;
    const declared = {
      ...{ stratum: name, metric, rule: { margin: rule.margin, minimum: rule.minimum } },
      ...(corruption === undefined ? {} : { corruption, severity }),
      ...(of === undefined ? {} : { of }),
    };
    if ("why" in judge) {
      const none = { difference: null, ci: null, p: null, pAdjusted: null, improved: false };
      return { ...declared, ...none, outcome: "inconclusive", reason: judge.why };
    }
    const { one, stratum } = judge;
    const pAdjusted = p === null ? null : adjusted[at++];
    const { difference, judgedCi } = one.change;
    const couldSee = couldSeeOf(one, rule.margin, stratum);
    return {
      ...declared,
      difference,
      ci: judgedCi,
      p,
      pAdjusted,
      improved: one.gain !== null && one.gain.lower > 0,
      ...(couldSee ? { couldSee } : {}),
      ...outcomeOf(rule, stratum, one, pAdjusted, couldSee, family.length, context),
    };
  });
}

/** What a rule is judged on in a stratum, and its p; or a sentence why there is nothing. */
function toJudge(
  { metric, margin, corruption, severity, of }: DeclaredRule,
  stratum: ComparedStratumResult,
  { changes, corrupted }: RegressionContext,
): { p: number | null } & ({ stratum: ComparedStratumResult; one: ChangeToJudge } | { why: string }) {
  const judged = (own: ComparedStratumResult, one: ChangeToJudge | undefined) =>
    one === undefined
      ? { why: messages.noSuchFigure(metric), p: null }
      : { stratum: own, one, p: one.gain === null ? null : one.worseThan(margin) };
  if (corruption === undefined) {
    const own = ({ change }: ChangeToJudge) => change.stratum === stratum.name && change.metric === metric;
    return judged(stratum, changes.find(own));
  }
  const found = corrupted(stratum.name, { corruption, severity: severity! });
  if (typeof found === "string") return { why: found, p: null };
  const figures = of === "drop" ? found.drops : found.values;
  return judged(found.stratum, figures[metric]);
}

function outcomeOf(
  { margin, minimum }: DeclaredRule,
  stratum: ComparedStratumResult,
  { change, gain }: ChangeToJudge,
  pAdjusted: number | null,
  couldSee: CouldSee | undefined,
  family: number,
  { sameModel, level }: RegressionContext,
): Pick<RuleResult, "outcome" | "reason"> {
  const positives = stratum.positivePatients ?? stratum.positives;
  const negatives = stratum.negativePatients ?? stratum.negatives;
  const patients = stratum.positivePatients !== undefined;
  const inconclusive = (...sentences: string[]) => ({
    outcome: "inconclusive" as const,
    reason: sentences.join(" "),
  });
  if (stratum.identical && sameModel) return { outcome: "pass", reason: messages.sameModel };
  if (gain === null || pAdjusted === null) {
    const why = change.reason ?? change.judgedCiReason ?? change.status;
    return inconclusive(messages.noNeedToJudge(why));
  }
  if (pAdjusted < (1 - level) / 2)
    return { outcome: "fail", reason: messages.worse(margin, pAdjusted, family) };
  if (Math.min(positives, negatives) < minimum)
    return inconclusive(messages.belowMinimum(positives, negatives, minimum, patients));
  if (stratum.identical) return { outcome: "pass", reason: messages.samePredictions };
  if (gain.lower > -margin) return { outcome: "pass", reason: messages.notWorse(margin, gain.lower > 0) };
  return inconclusive(
    gain.upper < -margin ? messages.notAdjusted : messages.undecided(margin),
    ...(couldSee ? [messages.couldHavePassed(couldSee.passes), ...neededOf(couldSee, patients)] : []),
  );
}

function neededOf({ needed }: CouldSee, patients: boolean): string[] {
  return [
    needed === null ? messages.neverAlike : messages.wouldTake(needed.positives, needed.negatives, patients),
  ];
}

function couldSeeOf(
  { gain, plan }: ChangeToJudge,
  margin: number,
  stratum: ComparedStratumResult,
): CouldSee | undefined {
  if (gain === null || plan === null) return undefined;
  const { margin80, loss80, times } = plan(margin);
  const cases = (units: number) => Math.ceil(units * times!);
  return {
    passes: Math.max(0, -gain.lower),
    margin80,
    loss80,
    needed:
      times === null
        ? null
        : {
            positives: cases(stratum.positivePatients ?? stratum.positives),
            negatives: cases(stratum.negativePatients ?? stratum.negatives),
          },
  };
}
