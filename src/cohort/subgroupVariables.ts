import type { StrataFile } from "../strata/schema.js";
import { crossings } from "../strata/subgroupsSchema.js";
import type { CohortCase } from "./cohort.js";
import { quoteText } from "./sqlText.js";
import type { Value } from "./variables.js";

/** A variable that strata are crossed or banded by: its value in each case, and how a condition on it reads. */
export interface SubgroupVariable {
  readonly name: string;
  readonly sql: string;
  readonly of: (one: CohortCase) => Value;
  /** The SQL that selects the cases with a value. */
  readonly where: (value: Exclude<Value, null>) => string;
}

/**
 * What a name in `cross` or `bands` stands for: a declared stratum (yes or no), else age or sex where
 * those columns are declared, else a column or SQL expression.
 */
export function subgroupVariable(name: string, strata: StrataFile): SubgroupVariable {
  const stratum = strata.strata.findIndex((one) => one.name === name);
  if (stratum >= 0) {
    const { where } = strata.strata[stratum]!;
    return {
      name,
      sql: `(${where})`,
      of: (one) => (one.member[stratum] ? "yes" : "no"),
      where: (value) => (value === "yes" ? `(${where})` : `NOT coalesce((${where}), false)`),
    };
  }
  const field = fieldOf(name, strata);
  const sql = field === null ? name : strata.cohort.columns[field]!;
  return {
    name,
    sql,
    of: (one) => (field === null ? (one.variables.get(name) ?? null) : one[field]),
    where: (value) => `${sql} = ${typeof value === "string" ? quoteText(value) : value}`,
  };
}

/** Whether a name is one of the case's own fields, declared among the columns. */
function fieldOf(name: string, strata: StrataFile): "age" | "sex" | null {
  return (name === "age" || name === "sex") && strata.cohort.columns[name] !== undefined ? name : null;
}

/** The SQL of `cross` and `bands` that every case's variables must hold, with where it stands. */
export function subgroupSql(strata: StrataFile): { at: (string | number)[]; sql: string }[] {
  const nested = Array.isArray(strata.cross[0]);
  const crossed = crossings(strata.cross).flatMap((names, i) =>
    names.map((sql, j) => ({ at: nested ? ["cross", i, j] : ["cross", j], sql })),
  );
  const banded = Object.keys(strata.bands).map((sql) => ({ at: ["bands", sql], sql }));
  const known = new Set(strata.strata.map((one) => one.name));
  return [...banded, ...crossed].filter(({ sql }) => !known.has(sql) && fieldOf(sql, strata) === null);
}
