import * as messages from "../../messages/comparedRobustness.js";
import type { ComparedRobustness } from "../../results/schema/comparedRobustness.js";
import {
  type Robustness,
  robustnessMetrics,
  type StratumRobustness,
} from "../../results/schema/robustness.js";
import { meanErrors, reachedBy } from "../robustness/meanErrors.js";

/**
 * What corruptions take from either run, and the difference: of the estimates alone, since results hold
 * no scores of corrupted radiographs by case. Only what both scored with the same parameter is compared; other
 * versions of the corruptions or other cases are refused.
 * @returns undefined where neither run has anything
 */
export function robustnessChange(
  baseline: Robustness | undefined,
  candidate: Robustness | undefined,
  sameCases: boolean,
): ComparedRobustness | undefined {
  if (!baseline && !candidate) return undefined;
  const refused = (why: string) => ({ refused: why, drops: [], errors: [], leftOut: [] });
  if (!baseline || !candidate) return refused(messages.onlyOne(baseline ? "baseline" : "candidate"));
  if (baseline.version !== candidate.version)
    return refused(messages.otherVersion(baseline.version, candidate.version));
  if (!sameCases) return refused(messages.otherCases);
  const { shared, leftOut } = sharedLevels(baseline, candidate);
  const drops: ComparedRobustness["drops"] = [];
  const errors: ComparedRobustness["errors"] = [];
  for (const whole of candidate.strata) {
    const then = baseline.strata.find(({ stratum }) => stratum === whole.stratum);
    if (then === undefined) {
      leftOut.push(messages.noStratum(whole.stratum));
      continue;
    }
    const now = only(whole, shared);
    drops.push(...dropsOf(then, now));
    errors.push({ stratum: now.stratum, errors: meanErrors(now, reachedBy(then), messages.noBaseline) });
  }
  return { drops, errors, leftOut };
}

const keyOf = (corruption: string, severity: number) => `${corruption} ${severity}`;

/** Corruptions and severities that both scored alike, and sentences on the others. */
function sharedLevels(baseline: Robustness, candidate: Robustness) {
  const levelsOf = ({ corruptions }: Robustness) =>
    corruptions.flatMap(({ name, parameter, unit, levels }) =>
      levels
        .filter(({ labelSafe }) => labelSafe)
        .map(({ severity, value }) => ({ name, severity, done: JSON.stringify([parameter, unit, value]) })),
    );
  const before = new Map(levelsOf(baseline).map((one) => [keyOf(one.name, one.severity), one]));
  const shared = new Set<string>();
  const leftOut: string[] = [];
  for (const { name, severity, done } of levelsOf(candidate)) {
    const then = before.get(keyOf(name, severity));
    before.delete(keyOf(name, severity));
    if (then === undefined) leftOut.push(messages.onlyOneScored(name, severity));
    else if (then.done !== done) leftOut.push(messages.otherParameter(name, severity));
    else shared.add(keyOf(name, severity));
  }
  for (const { name, severity } of before.values()) leftOut.push(messages.onlyOneScored(name, severity));
  return { shared, leftOut };
}

function only(of: StratumRobustness, shared: ReadonlySet<string>): StratumRobustness {
  const corruptions = of.corruptions.map((one) => ({
    ...one,
    levels: one.levels.filter(({ severity }) => shared.has(keyOf(one.corruption, severity))),
  }));
  return { ...of, corruptions };
}

function dropsOf(baseline: StratumRobustness, candidate: StratumRobustness): ComparedRobustness["drops"] {
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
