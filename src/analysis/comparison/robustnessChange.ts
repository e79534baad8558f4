import * as messages from "../../messages/comparedRobustness.js";
import { resamplesAlike } from "../../messages/robustness.js";
import type { ComparedDrop, ComparedRobustness } from "../../results/schema/comparedRobustness.js";
import {
  type Robustness,
  robustnessMetrics,
  type StratumRobustness,
} from "../../results/schema/robustness.js";
import { meanErrors, reachedBy } from "../robustness/meanErrors.js";
import type { ComparedLevel } from "./comparedLevels.js";
import { levelKey, type SharedLevels } from "./sharedLevels.js";

export interface RobustnessSides {
  readonly baseline: Robustness | undefined;
  readonly candidate: Robustness | undefined;
  readonly shared: SharedLevels;
  /** Neither run has a case that the other has not. */
  readonly sameCases: boolean;
  /** Paired case by case; without them the estimates that either run holds are compared. */
  readonly levels: readonly ComparedLevel[] | null;
  /** The run without a table of scores by case, where there is one. */
  readonly tableless: "baseline" | "candidate" | "both" | null;
}

/**
 * What corruptions take from either run, and the difference. Only what both scored with the same parameter is
 * compared; other versions of the corruptions are refused, and other cases where there are no scores by case.
 * @returns undefined where neither run has anything
 */
export function robustnessChange(own: RobustnessSides): ComparedRobustness | undefined {
  const { baseline, candidate, shared, sameCases, levels, tableless } = own;
  if (!baseline && !candidate) return undefined;
  const refused = (why: string) => ({ refused: why, drops: [], errors: [], leftOut: [] });
  if (shared.refused !== undefined) return refused(shared.refused);
  if (levels === null && !sameCases) return refused(messages.otherCases);
  const keys = new Set(shared.levels.map(levelKey));
  const leftOut = [...shared.leftOut.values()];
  if (tableless !== null) leftOut.push(messages.noTable(tableless));
  if (!sameCases) leftOut.push(messages.errorsOfOtherCases);
  const drops: ComparedDrop[] = levels === null ? [] : pairedDrops(levels);
  const errors: ComparedRobustness["errors"] = [];
  for (const whole of candidate!.strata) {
    const then = baseline!.strata.find(({ stratum }) => stratum === whole.stratum);
    if (then === undefined) {
      leftOut.push(messages.noStratum(whole.stratum));
      continue;
    }
    const now = only(whole, keys);
    if (levels === null) drops.push(...estimatedDrops(then, now));
    if (sameCases)
      errors.push({ stratum: now.stratum, errors: meanErrors(now, reachedBy(then), messages.noBaseline) });
  }
  return { drops, errors, leftOut };
}

function pairedDrops(levels: readonly ComparedLevel[]): ComparedDrop[] {
  return levels.flatMap(({ stratum, corruption, severity, values, drops }) =>
    robustnessMetrics.map((metric): ComparedDrop => {
      const value = values[metric].change;
      const { baseline, candidate, difference, ci, judgedCi, reason, ...why } = drops[metric].change;
      const judgedCiReason = reason ?? why.judgedCiReason;
      // Resamples that are all alike say nothing of the uncertainty, but for runs that score alike.
      const alike = ci !== null && ci.lower === ci.upper && judgedCi?.lower !== judgedCi?.upper;
      const shown = judgedCi === null || alike ? null : ci;
      const ciReason = judgedCi === null ? judgedCiReason : alike ? resamplesAlike : why.ciReason;
      return {
        ...{ stratum: stratum.name, corruption, severity, metric, difference },
        baseline: { value: value.baseline, drop: baseline },
        candidate: { value: value.candidate, drop: candidate },
        ci: shown,
        ...(shown === null && ciReason !== undefined ? { ciReason } : {}),
        judgedCi,
        ...(judgedCi === null && judgedCiReason !== undefined ? { judgedCiReason } : {}),
      };
    }),
  );
}

function only(of: StratumRobustness, shared: ReadonlySet<string>): StratumRobustness {
  const corruptions = of.corruptions.map(({ corruption, levels, ...rest }) => ({
    ...{ corruption, ...rest },
    levels: levels.filter(({ severity }) => shared.has(levelKey({ corruption, severity }))),
  }));
  return { ...of, corruptions };
}

function estimatedDrops(baseline: StratumRobustness, candidate: StratumRobustness): ComparedDrop[] {
  const { stratum } = candidate;
  return candidate.corruptions.flatMap(({ corruption, levels }) => {
    const before = baseline.corruptions.find((one) => one.corruption === corruption);
    return levels.flatMap((now) => {
      const { severity } = now;
      const then = before?.levels.find((one) => one.severity === severity);
      if (then === undefined) return [];
      return robustnessMetrics.map((metric) => {
        const side = ({ metrics, drops }: typeof now) => ({
          value: metrics[metric].value,
          drop: drops[metric].value,
        });
        const [a, b] = [side(then), side(now)];
        const difference = a.drop === null || b.drop === null ? null : b.drop - a.drop;
        return { stratum, corruption, severity, metric, baseline: a, candidate: b, difference };
      });
    });
  });
}
