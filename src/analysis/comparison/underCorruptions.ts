import * as messages from "../../messages/comparedRobustness.js";
import type { ComparedRobustness } from "../../results/schema/comparedRobustness.js";
import type { ComparedRun } from "./align.js";
import { type ComparedLevel, comparedLevels, type LevelsToCompare } from "./comparedLevels.js";
import { robustnessChange } from "./robustnessChange.js";
import { type Level, levelKey, sharedLevels } from "./sharedLevels.js";

/** Two runs compared under corruptions. */
export interface UnderCorruptions {
  readonly robustness: ComparedRobustness | undefined;
  /** A stratum under a level, or a sentence why there is nothing to judge. */
  readonly corrupted: (stratum: string, level: Level) => ComparedLevel | string;
}

/**
 * Compares two runs under the corruptions that both scored alike: paired case by case where both have their
 * scores by case, else by the estimates that either holds.
 */
export async function underCorruptions(
  baseline: ComparedRun,
  candidate: ComparedRun,
  common: Pick<LevelsToCompare, "aligned" | "clusters" | "resampling" | "threads" | "signal">,
): Promise<UnderCorruptions> {
  const sides = { baseline: baseline.results.robustness, candidate: candidate.results.robustness };
  const shared = sharedLevels(sides.baseline, sides.candidate);
  const { onlyBaseline, onlyCandidate } = common.aligned;
  const lacks = (run: ComparedRun) => run.corrupted === null;
  const tableless = lacks(baseline)
    ? lacks(candidate)
      ? "both"
      : "baseline"
    : lacks(candidate)
      ? "candidate"
      : null;
  const side = ({ path, corrupted }: ComparedRun) => ({ path, corrupted: corrupted! });
  const levels =
    tableless !== null
      ? null
      : await comparedLevels({
          ...{ ...common, levels: shared.levels },
          ...{ baseline: side(baseline), candidate: side(candidate) },
        });
  const sameCases = onlyBaseline + onlyCandidate === 0;
  return {
    robustness: robustnessChange({ ...sides, shared, sameCases, levels, tableless }),
    corrupted: (stratum, level) => {
      const { corruption, severity } = level;
      const key = levelKey(level);
      if (shared.refused !== undefined) return shared.refused;
      if (!shared.levels.some((one) => levelKey(one) === key))
        return shared.leftOut.get(key) ?? messages.neitherScored(corruption, severity);
      if (tableless !== null) return messages.noTable(tableless);
      return levels!.find((one) => one.stratum.name === stratum && levelKey(one) === key)!;
    },
  };
}
