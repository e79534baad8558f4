import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml, YamlPath } from "../yaml/readYaml.js";
import { quoteIdentifier } from "./sqlText.js";
import { firstLine, type Table } from "./table.js";

/** One declared column or predicate: where it stands in the strata file, and its SQL as declared. */
interface Declared {
  readonly at: YamlPath;
  readonly sql: string;
  readonly kind: "text" | "value" | "predicate";
}

/** The values of everything that the strata file declares over the manifest, one array each, by row. */
export interface DeclaredValues {
  case: (string | null)[];
  patient: (string | null)[] | null;
  view: (string | null)[] | null;
  image: (string | null)[] | null;
  spacing: unknown[] | null;
  label: unknown[];
  age: unknown[] | null;
  sex: (string | null)[] | null;
  /** Null (SQL NULL) selects nothing. */
  where: (boolean | null)[] | null;
  exclude: (boolean | null)[][];
  strata: (boolean | null)[][];
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The names of declared columns that must stay text however they look: identifiers and paths.
 */
export function textColumns(strata: StrataFile): string[] {
  const { case: id, patient, view, image } = strata.cohort.columns;
  return [id, patient, view, image].filter((c): c is string => c !== undefined);
}

/**
 * Evaluates the declared columns and predicates over the manifest.
 * @throws UserError naming the place in the strata file: no such column, SQL that fails, a
 *   predicate that is no condition
 */
export async function evaluateDeclared(
  strata: ValidatedYaml<StrataFile>,
  table: Table,
): Promise<DeclaredValues> {
  const { cohort, strata: declaredStrata } = strata.value;
  const columns = cohort.columns;
  const column = (key: keyof typeof columns, kind: Declared["kind"]): Declared | null =>
    columns[key] === undefined ? null : { at: ["cohort", "columns", key], sql: columns[key], kind };
  const predicate = (sql: string, ...at: YamlPath): Declared => ({ at, sql, kind: "predicate" });
  const one = async (declared: Declared | null): Promise<unknown[] | null> =>
    declared === null ? null : await evaluateOne(strata, table, declared);

  return {
    case: (await one(column("case", "text"))) as (string | null)[],
    patient: (await one(column("patient", "text"))) as (string | null)[] | null,
    view: (await one(column("view", "text"))) as (string | null)[] | null,
    image: (await one(column("image", "text"))) as (string | null)[] | null,
    spacing: await one(column("spacing", "value")),
    label: (await one(column("label", "value"))) as unknown[],
    age: await one(column("age", "value")),
    sex: (await one(column("sex", "text"))) as (string | null)[] | null,
    where:
      cohort.where === undefined
        ? null
        : ((await one(predicate(cohort.where, "cohort", "where"))) as (boolean | null)[]),
    exclude: await Promise.all(
      cohort.exclude.map(
        async (e, i) =>
          (await one(predicate(e.where, "cohort", "exclude", i, "where"))) as (boolean | null)[],
      ),
    ),
    strata: await Promise.all(
      declaredStrata.map(
        async (s, i) => (await one(predicate(s.where, "strata", i, "where"))) as (boolean | null)[],
      ),
    ),
  };
}

async function evaluateOne(
  strata: ValidatedYaml<StrataFile>,
  table: Table,
  { at, sql, kind }: Declared,
): Promise<unknown[]> {
  const key = at.join(".");
  const place = strata.place(at);
  const named = table.columns.find((c) => c.toLowerCase() === sql.trim().toLowerCase());
  if (named === undefined && kind !== "predicate" && plainName.test(sql.trim()))
    throw new UserError(messages.missingColumn(place, key, sql.trim(), table.file, table.columns));
  const expression = named === undefined ? sql : quoteIdentifier(named);
  try {
    if (kind === "text") return (await table.evaluate([`CAST((${expression}\n) AS VARCHAR)`]))[0]!;
    const [values, types] = (await table.evaluate([expression, `typeof((${expression}\n))`])) as [
      unknown[],
      string[],
    ];
    if (kind === "predicate" && types.some((type) => type !== "BOOLEAN" && type !== '"NULL"'))
      throw new UserError(messages.predicateNotBoolean(place, key, sql));
    return values;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const unknown = /Referenced column "(.+?)" not found/.exec(firstLine(error))?.[1];
    if (unknown !== undefined)
      throw new UserError(messages.missingColumn(place, key, unknown, table.file, table.columns));
    throw new UserError(messages.expressionFails(place, key, sql, table.file, firstLine(error)));
  }
}
