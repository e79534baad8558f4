import * as messages from "../../messages/comparedRobustness.js";
import type { Robustness } from "../../results/schema/robustness.js";

/** A corruption at a severity. */
export interface Level {
  readonly corruption: string;
  readonly severity: number;
}

/** What two runs can be compared on under corruptions. */
export interface SharedLevels {
  /** Why nothing can be; `levels` is then empty. */
  readonly refused?: string;
  /** In the candidate's order. */
  readonly levels: readonly Level[];
  /** A sentence on each level that one run scored and that can't be compared, by `levelKey`. */
  readonly leftOut: ReadonlyMap<string, string>;
}

export const levelKey = ({ corruption, severity }: Level): string => `${corruption} ${severity}`;

/** Corruptions and severities that both runs scored alike: by the same version, with the same parameter. */
export function sharedLevels(
  baseline: Robustness | undefined,
  candidate: Robustness | undefined,
): SharedLevels {
  const refused = (why: string) => ({ refused: why, levels: [], leftOut: new Map<string, string>() });
  if (!baseline && !candidate) return refused(messages.neither);
  if (!baseline || !candidate) return refused(messages.onlyOne(baseline ? "baseline" : "candidate"));
  if (baseline.version !== candidate.version)
    return refused(messages.otherVersion(baseline.version, candidate.version));
  const before = scored(baseline);
  const after = scored(candidate);
  const leftOut = new Map<string, string>();
  const levels = [...after].flatMap(([key, { level, done }]) => {
    const then = before.get(key);
    if (then === undefined) leftOut.set(key, messages.onlyOneScored(level.corruption, level.severity));
    else if (then.done !== done) leftOut.set(key, messages.otherParameter(level.corruption, level.severity));
    else return [level];
    return [];
  });
  for (const [key, { level }] of before)
    if (!after.has(key)) leftOut.set(key, messages.onlyOneScored(level.corruption, level.severity));
  return { levels, leftOut };
}

/** The levels that a run scored, and how. */
function scored({ corruptions }: Robustness) {
  return new Map(
    corruptions.flatMap(({ name, parameter, unit, levels }) =>
      levels
        .filter(({ labelSafe }) => labelSafe)
        .map(({ severity, value }) => {
          const level = { corruption: name, severity };
          return [levelKey(level), { level, done: JSON.stringify([parameter, unit, value]) }] as const;
        }),
    ),
  );
}
