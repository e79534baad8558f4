import type { Cohort } from "../cohort/cohort.js";
import { confounderValue, declaredConfounders, levelsOf } from "../cohort/confounders.js";
import * as messages from "../messages/confounders.js";
import { UserError } from "../messages/userError.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";

/** Names that results.json and cases.csv use for something else. */
const reserved =
  /^(case|patient|label|probability|probability_.*|(tempered_)?member_\d+|reader_.*|score|intercept)$/i;

/**
 * Checks that each confounder has a name of its own and a reference level that occurs.
 * @throws UserError naming the place in the strata file
 */
export function checkConfounders(strata: ValidatedYaml<StrataFile>, cohort: Cohort): void {
  const seen = new Set<string>();
  for (const confounder of declaredConfounders(strata.value)) {
    const { name, reference, from } = confounder;
    const at = strata.place(confounder.at);
    const own =
      cohort.strata.includes(name) || (/^(age|sex)$/i.test(name) && isOther(strata.value, name, from));
    if (reserved.test(name) || own) throw new UserError(messages.reservedConfounder(at, name));
    if (seen.has(name.toLowerCase())) throw new UserError(messages.duplicateConfounder(at, name));
    seen.add(name.toLowerCase());
    if (typeof from === "object" && sameSql(from.sql, strata.value.cohort.columns.label))
      throw new UserError(messages.labelAsConfounder(at, from.sql));
    if (reference === undefined) continue;
    const levels = levelsOf(cohort.cases.map((one) => confounderValue(one, confounder)));
    if (!levels.some(({ level }) => level === reference))
      throw new UserError(
        messages.unknownLevel(
          at,
          name,
          reference,
          levels.map(({ level }) => level),
        ),
      );
  }
}

/** Names of columns don't differ in case. */
const sameSql = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whether something else than the cases' own age or sex goes by that name, where they have one. */
function isOther({ cohort }: StrataFile, name: string, from: unknown): boolean {
  const key = name.toLowerCase() as "age" | "sex";
  return cohort.columns[key] !== undefined && from !== key;
}
