import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import { chosenThreshold } from "../strata/chosenThreshold.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml, YamlPath } from "../yaml/readYaml.js";
import { quoteIdentifier } from "./sqlText.js";
import { firstLine, type Table } from "./table.js";
import { declaredVariables } from "./variables.js";

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
  /** x1, y1, x2, y2, … */
  landmarks: unknown[][] | null;
  /** x, y */
  fracture: unknown[][] | null;
  label: unknown[];
  age: unknown[] | null;
  sex: (string | null)[] | null;
  /** What analyses want beside, by its SQL. */
  variables: ReadonlyMap<string, unknown[]>;
  /** Null (SQL NULL) selects nothing. */
  where: (boolean | null)[] | null;
  exclude: (boolean | null)[][];
  /** Which rows choose the threshold; null where none is to be chosen. */
  validation: (boolean | null)[] | null;
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
  const chosen = chosenThreshold(strata.value.threshold);
  const column = (
    key: keyof Omit<typeof columns, "landmarks" | "fracture">,
    kind: Declared["kind"],
  ): Declared | null =>
    columns[key] === undefined ? null : { at: ["cohort", "columns", key], sql: columns[key], kind };
  const predicate = (sql: string, ...at: YamlPath): Declared => ({ at, sql, kind: "predicate" });
  const one = async (declared: Declared | null): Promise<unknown[] | null> =>
    declared === null ? null : await evaluateOne(strata, table, declared);
  /** One after the other: a connection takes one query at a time. */
  const predicates = async (list: readonly Declared[]) => {
    const values: (boolean | null)[][] = [];
    for (const each of list) values.push((await one(each)) as (boolean | null)[]);
    return values;
  };

  const coordinates = async (key: "landmarks" | "fracture"): Promise<unknown[][] | null> => {
    const declared = columns[key];
    if (declared === undefined) return null;
    const values: unknown[][] = [];
    for (const [i, sql] of declared.entries())
      values.push(
        await evaluateOne(strata, table, { at: ["cohort", "columns", key, i], sql, kind: "value" }),
      );
    return values;
  };

  const variables = new Map<string, unknown[]>();
  for (const { at, sql } of declaredVariables(strata.value))
    variables.set(sql, await evaluateOne(strata, table, { at, sql, kind: "value" }));

  return {
    variables,
    case: (await one(column("case", "text"))) as (string | null)[],
    patient: (await one(column("patient", "text"))) as (string | null)[] | null,
    view: (await one(column("view", "text"))) as (string | null)[] | null,
    image: (await one(column("image", "text"))) as (string | null)[] | null,
    spacing: await one(column("spacing", "value")),
    landmarks: await coordinates("landmarks"),
    fracture: await coordinates("fracture"),
    label: (await one(column("label", "value"))) as unknown[],
    age: await one(column("age", "value")),
    sex: (await one(column("sex", "text"))) as (string | null)[] | null,
    where:
      cohort.where === undefined
        ? null
        : ((await one(predicate(cohort.where, "cohort", "where"))) as (boolean | null)[]),
    exclude: await predicates(
      cohort.exclude.map((e, i) => predicate(e.where, "cohort", "exclude", i, "where")),
    ),
    validation:
      chosen === null ? null : ((await one(predicate(chosen.on, "threshold", "on"))) as (boolean | null)[]),
    strata: await predicates(declaredStrata.map((s, i) => predicate(s.where, "strata", i, "where"))),
  };
}

/**
 * One declared column or predicate over a table.
 * @throws UserError naming its place in the strata file
 */
export async function evaluateOne(
  strata: ValidatedYaml<StrataFile>,
  table: Table,
  { at, sql, kind }: Declared,
): Promise<unknown[]> {
  const key = at.join(".");
  const place = strata.place(at);
  // What is crossed may be a stratum, whose name, mistyped, reads as SQL.
  const strataNames = at[0] === "cross" ? strata.value.strata.map(({ name }) => name) : [];
  const noColumn = (wanted: string) =>
    new UserError(messages.missingColumn(place, key, wanted, table.file, table.columns, [sql, strataNames]));
  const named = table.columns.find((c) => c.toLowerCase() === sql.trim().toLowerCase());
  if (named === undefined && kind !== "predicate" && plainName.test(sql.trim())) throw noColumn(sql.trim());
  const expression = named === undefined ? sql : quoteIdentifier(named);
  const unsteady = named === undefined ? unsteadyFunction(sql, table.unsteady) : null;
  if (unsteady !== null) throw new UserError(messages.expressionNotSteady(place, key, sql, unsteady));
  const value = kind === "text" ? `CAST((${expression}\n) AS VARCHAR)` : `(${expression}\n)`;
  try {
    const [values, types] = (await table.evaluate([
      value,
      `typeof((${expression}
))`,
    ])) as [unknown[], string[]];
    if (kind === "predicate" && types.some((type) => type !== "BOOLEAN" && type !== '"NULL"'))
      throw new UserError(messages.predicateNotBoolean(place, key, sql));
    if (values.length !== table.rows)
      throw new UserError(messages.expressionChangesRows(place, key, sql, table.rows, values.length));
    return values;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const unknown = /Referenced column "(.+?)" not found/.exec(firstLine(error))?.[1];
    if (unknown !== undefined) throw noColumn(unknown);
    throw new UserError(messages.expressionFails(place, key, sql, table.file, firstLine(error)));
  }
}

/** A function in the SQL whose value isn't a matter of the data: random, or the time of day. */
function unsteadyFunction(sql: string, unsteady: ReadonlySet<string>): string | null {
  const code = sql.replace(/'[^']*'|"[^"]*"/g, " ");
  const called = [...code.matchAll(/([A-Za-z_]\w*)\s*\(/g)].map((match) => match[1].toLowerCase());
  const clock = /\b(current_(date|time|timestamp)|localtime(stamp)?)\b/i.exec(code)?.[1] ?? null;
  return called.find((name) => unsteady.has(name)) ?? clock;
}
