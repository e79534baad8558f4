import type { StrataFile } from "../strata/schema.js";
import type { YamlPath } from "../yaml/readYaml.js";
import type { CohortCase } from "./cohort.js";
import type { DeclaredVariable, Value } from "./variables.js";

/** A declared confounder: what it is called and where its values come from. */
export interface Confounder {
  readonly name: string;
  /** Where it stands in the strata file. */
  readonly at: YamlPath;
  /** The case's own age or sex, or a column or SQL expression over the manifest. */
  readonly from: "age" | "sex" | { readonly sql: string };
  /** The declared reference level, as text; makes it categorical. */
  readonly reference?: string;
}

/** The confounders a strata file declares, in its order. */
export function declaredConfounders({ confounders, cohort }: StrataFile): Confounder[] {
  return confounders.map((declared, i) => {
    const { column, name, reference } =
      typeof declared === "string"
        ? { column: declared, name: undefined, reference: undefined }
        : { ...declared, name: declared.name, reference: declared.reference };
    const own = (column === "age" || column === "sex") && cohort.columns[column] !== undefined;
    return {
      name: name ?? column,
      at: typeof declared === "string" ? ["confounders", i] : ["confounders", i, "column"],
      from: own ? column : { sql: column },
      ...(reference === undefined ? {} : { reference: String(reference) }),
    };
  });
}

/** The columns and expressions among them that a case doesn't hold anyway. */
export function confounderVariables(strata: StrataFile): DeclaredVariable[] {
  return declaredConfounders(strata).flatMap(({ at, from }) =>
    typeof from === "string" ? [] : [{ at, sql: from.sql }],
  );
}

/** A case's value of a confounder; null where it is not known. */
export function confounderValue(one: CohortCase, { from }: Confounder): Value {
  if (from === "age") return one.age;
  if (from === "sex") return one.sex?.trim() || null;
  return one.variables.get(from.sql) ?? null;
}

/** A number as people write it: `0012` is a code, not 12. */
const plainNumber = /^[+-]?(?=\.?\d)(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?$/;

/** A value as a number, or null where it is none. */
export function numberOf(value: Value): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || !plainNumber.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * Whether a confounder's values are numbers to be taken as such. Sex never is, nor what has a reference
 * level.
 */
export function isNumeric({ from, reference }: Confounder, values: readonly Value[]): boolean {
  if (from === "sex" || reference !== undefined) return false;
  return values.every((value) => value === null || numberOf(value) !== null);
}

/**
 * How often each level occurs, most frequent first, ties by name: the first is the reference where none is
 * declared.
 */
export function levelsOf(values: readonly Value[]): { level: string; cases: number }[] {
  const counts = new Map<string, number>();
  for (const value of values)
    if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return [...counts]
    .map(([level, cases]) => ({ level, cases }))
    .sort((a, b) => b.cases - a.cases || (a.level < b.level ? -1 : 1));
}
