import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import type { StrataFile } from "../strata/schema.js";
import type { YamlPath } from "../yaml/readYaml.js";
import { confounderVariables } from "./confounders.js";
import { subgroupSql } from "./subgroupVariables.js";

/** A value of a case beyond the fixed columns, as the manifest has it; null where blank. */
export type Value = string | number | boolean | null;

/** Something declared over the manifest that an analysis wants for every case. */
export interface DeclaredVariable {
  /** Where it stands in the strata file. */
  readonly at: YamlPath;
  /** A column's name or an SQL expression: also the key of `CohortCase.variables`. */
  readonly sql: string;
}

/** What the analyses want, each once: readers, confounders, what strata are crossed and banded by. */
export function declaredVariables(strata: StrataFile): DeclaredVariable[] {
  const all: DeclaredVariable[] = [
    ...Object.entries(strata.readers).map(([key, { column }]) => ({
      at: ["readers", key, "column"],
      sql: column,
    })),
    ...confounderVariables(strata),
    ...subgroupSql(strata),
  ];
  const seen = new Set<string>();
  return all.filter(({ sql }) => !seen.has(sql) && seen.add(sql));
}

/**
 * A case's value of a variable: the one of its rows that aren't blank.
 * @param rows in an order that doesn't depend on the manifest's
 * @param anyRow take the first where they differ, instead of refusing
 * @throws UserError naming the case where its rows differ
 */
export function valueOfCase(
  name: string,
  id: string,
  file: string,
  rows: readonly unknown[],
  anyRow: boolean,
): Value {
  const known = [...new Set(rows.map(cellValue).filter((value) => value !== null))];
  if (known.length > 1 && !anyRow) throw new UserError(messages.differsWithinCase(file, name, 1, [id]));
  return known[0] ?? null;
}

function cellValue(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  if (typeof value === "boolean") return value;
  const text = String(value).trim();
  return text === "" ? null : text;
}
