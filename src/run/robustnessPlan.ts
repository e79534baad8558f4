import type { Variant } from "../../runners/scoreCorrupted.js";
import { corruptions, type Severity } from "../imaging/corruptions/index.js";
import * as messages from "../messages/robustness.js";
import { UserError } from "../messages/userError.js";
import type { Place } from "../messages/yaml.js";
import type { CorruptionInfo, Robustness } from "../results/schema/robustness.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";

/** Under which corruptions a cohort is scored. */
export interface RobustnessPlan {
  readonly suite: Robustness["suite"];
  /** Those with a severity asked for, in the order of reports. */
  readonly corruptions: readonly CorruptionInfo[];
  /** Corruption by corruption, severities rising, without those under which the label may be wrong. */
  readonly variants: readonly Variant[];
}

const names = corruptions.map(({ name }) => name);
const usual: readonly Severity[] = [1, 3, 5];

/**
 * What the strata file (or the command line, which outranks it) asks for, and what criteria and regression rules
 * are judged on.
 * @param option of the command line: `quick`, `full`, `none`, or names with commas between; "" is quick
 * @returns null where nothing is asked for
 * @throws UserError for a corruption that isn't there, a criterion or rule on a severity that is not scored, or
 *   nothing
 *   left to score because the label may be wrong under all that is asked for
 */
export function robustnessPlan(
  strata: ValidatedYaml<StrataFile>,
  option: string | undefined,
): RobustnessPlan | null {
  const { suite, severities } = option === undefined ? declared(strata) : asked(option);
  for (const key of ["accept", "regression"] as const)
    strata.value[key].forEach(({ corruption, severity }, i) => {
      if (corruption === undefined || severity === undefined) return;
      const at = strata.place([key, i, "corruption"]);
      const known = corruptions.find(({ name }) => name === corruption);
      if (!known) throw new UserError(messages.criterionCorruption(at, key, corruption, names));
      if (!known.labelSafe[severity - 1])
        throw new UserError(
          messages.criterionUnsafe(
            at,
            key,
            ...([corruption, severity] as const),
            [1, 2, 3, 4, 5].filter((one) => known.labelSafe[one - 1]),
          ),
        );
      if (suite !== "none")
        severities.set(corruption, [...(severities.get(corruption) ?? []), severity as Severity]);
    });
  const chosen = corruptions.flatMap(({ name, family, process, parameter, unit, values, labelSafe }) => {
    const wanted = [...new Set(severities.get(name))].sort((a, b) => a - b);
    if (wanted.length === 0) return [];
    const levels = wanted.map((severity) => ({
      ...{ severity, value: values[severity - 1], labelSafe: labelSafe[severity - 1] },
    }));
    return [{ name, family, process, parameter, unit, levels }];
  });
  if (chosen.length === 0) return null;
  const variants = chosen.flatMap(({ name, levels }) =>
    levels.flatMap(({ severity, labelSafe }) => (labelSafe ? [{ corruption: name, severity }] : [])),
  );
  if (variants.length === 0)
    throw new UserError(
      messages.nothingSafe(
        option === undefined ? strata.place(["robustness"]) : null,
        chosen.flatMap(({ name, levels }) => levels.map(({ severity }) => `${name} ${severity}`)),
      ),
    );
  return { suite: suite === "none" ? "chosen" : suite, corruptions: chosen, variants };
}

interface Asked {
  /** `none`: by the command line, which then outranks criteria as well. */
  readonly suite: Robustness["suite"] | "none";
  readonly severities: Map<string, readonly Severity[]>;
}

const quick = (): Asked => ({
  suite: "quick",
  severities: new Map(corruptions.flatMap((one) => (one.quick ? [[one.name, [3] as Severity[]]] : []))),
});
const full = (): Asked => ({ suite: "full", severities: new Map(names.map((name) => [name, usual])) });

function declared(strata: ValidatedYaml<StrataFile>): Asked {
  const { robustness: key } = strata.value;
  if (key === undefined) return { suite: "chosen", severities: new Map() };
  if (typeof key === "string") return key === "quick" ? quick() : full();
  const own = key.corruptions === "all" ? names : key.corruptions;
  own.forEach((name, i) => {
    check(name, strata.place(["robustness", "corruptions", i]));
  });
  return {
    suite: "chosen",
    severities: new Map(own.map((name) => [name, key.severities as Severity[]])),
  };
}

function asked(option: string): Asked {
  if (option === "quick" || option === "") return quick();
  if (option === "full") return full();
  if (option === "none") return { suite: "none", severities: new Map() };
  const list = option.split(",").map((name) => name.trim());
  if (list.length === 1 && !names.includes(list[0]))
    throw new UserError(messages.unknownSuite(list[0], names));
  for (const name of list) check(name, null);
  return { suite: "chosen", severities: new Map(list.map((name) => [name, usual])) };
}

function check(name: string, at: Place | null): void {
  if (!names.includes(name)) throw new UserError(messages.unknownCorruption(at, name, names));
}

/** What a user must know of robustness that its figures don't say. */
export function robustnessWarnings(strata: StrataFile, found: Robustness | undefined): string[] {
  if (found === undefined) return strata.robustness === undefined ? [] : [messages.notMeasured];
  const unsafe = found.corruptions.flatMap(({ name, levels }) =>
    levels.flatMap(({ severity, labelSafe }) => (labelSafe ? [] : [`${name} ${severity}`])),
  );
  return unsafe.length === 0 ? [] : [messages.leftOut(unsafe)];
}
