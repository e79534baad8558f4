import { extname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import { csvSource } from "./csvSource.js";
import { quoteIdentifier, quoteText } from "./sqlText.js";

/** A table file loaded into DuckDB; nothing outside memory can be reached through it any more. */
export interface Table {
  readonly file: string;
  /** Column names as in the file, in its order. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** SQL functions whose value depends on more than their arguments: random ones, the clock. */
  readonly unsteady: ReadonlySet<string>;
  /**
   * Evaluates SQL expressions over the rows, in the order of the file.
   * @returns one array a expression, each of length `rows`; numbers, strings, booleans, bigints or null
   * @throws Error of DuckDB where an expression fails
   */
  evaluate(expressions: readonly string[]): Promise<unknown[][]>;
}

/** DuckDB reads `*`, `?` and `[` in a path as a pattern. */
const literalPath = (path: string): string => path.replace(/[*?[]/g, "[$&]");

/**
 * Loads a CSV, TSV, Parquet or JSON-lines file.
 *
 * A CSV's columns are read as text and then typed by all their values: whole numbers, else numbers,
 * else booleans, else text. A column with a value such as `0012` stays text, since `0012` is not 12, as
 * does one with whole numbers too long to be held exactly,
 * and so do the columns named in `text`. Blank cells are NULL.
 * @throws UserError: unknown ending, unreadable, no rows
 */
export async function loadTable(path: string, text: readonly string[] = []): Promise<Table> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  // Never closed by hand: the binding then crashes now and then, when statements of the connection are
  // collected after it. The collector frees it with the rest.
  const connection = await instance.connect();
  const source = await sourceOf(path);
  try {
    if (source.json !== undefined) source.sql = await jsonAsWritten(connection, source.json);
    await connection.run(
      `CREATE TABLE source AS SELECT row_number() OVER () AS "wrist_bench_row", * FROM ${source.sql}`,
    );
  } catch (error) {
    throw new UserError(messages.tableUnreadable(path, readingFault(error)));
  }
  await connection.run("SET enable_external_access=false");
  await connection.run("SET lock_configuration=true");
  const columns = (await connection.runAndReadAll("DESCRIBE source"))
    .getRows()
    .map((row) => String(row[0]))
    .slice(1);
  const kept = new Set(text.map((name) => name.toLowerCase()));
  const typed = source.untyped
    ? await typedColumns(connection, columns, kept)
    : columns.map((c) =>
        kept.has(c.toLowerCase())
          ? `CAST(${quoteIdentifier(c)} AS VARCHAR) AS ${quoteIdentifier(c)}`
          : quoteIdentifier(c),
      );
  await connection.run(`CREATE TABLE manifest AS SELECT "wrist_bench_row", ${typed.join(", ")} FROM source`);
  await connection.run("DROP TABLE source");
  const count = await connection.runAndReadAll("SELECT count(*)::DOUBLE FROM manifest");
  const rows = Number(count.getRows()[0]?.[0]);
  if (rows === 0) throw new UserError(messages.tableEmpty(path));
  const unsteady = await connection.runAndReadAll(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'scalar' AND stability <> 'CONSISTENT'",
  );
  return {
    unsteady: new Set(unsteady.getRows().map((row) => String(row[0]))),
    file: path,
    columns,
    rows,
    async evaluate(expressions) {
      const list = expressions.map((e, i) => `(${e}\n) AS "e${i}"`).join(", ");
      const reader = await connection.runAndReadAll(
        `SELECT "wrist_bench_row", ${list} FROM manifest ORDER BY "wrist_bench_row"`,
      );
      return reader.getColumnsJS().slice(1) as unknown[][];
    },
  };
}

/** First line of an error's message, without DuckDB's kind of error in front. */
export const firstLine = (error: unknown): string =>
  String((error as Error).message ?? error)
    .split("\n")[0]!
    .trim();

interface Source {
  sql: string;
  readonly untyped: boolean;
  /** The file in quotes, where its columns' types must first be looked at. */
  readonly json?: string;
}

async function sourceOf(path: string): Promise<Source> {
  const file = quoteText(literalPath(path));
  switch (extname(path).toLowerCase()) {
    case ".csv":
    case ".tsv":
    case ".txt":
      return { sql: await csvSource(path, file), untyped: true };
    case ".parquet":
      return { sql: `read_parquet(${file})`, untyped: false };
    case ".jsonl":
    case ".ndjson":
    case ".json":
      return { sql: `read_json(${file}, sample_size=-1)`, untyped: false, json: file };
    default:
      throw new UserError(messages.tableFormat(path));
  }
}

/** Text that looks like a date or a UUID stays as it is written: an identifier may look like one. */
async function jsonAsWritten(connection: DuckDBConnection, file: string): Promise<string> {
  const read = `read_json(${file}, sample_size=-1`;
  const found = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${read})`)).getRows();
  const columns = found.map(([name, type]) => {
    const asWritten = /^(DATE|TIME|UUID)/.test(String(type)) ? "VARCHAR" : String(type);
    return `${quoteText(String(name))}: ${quoteText(asWritten)}`;
  });
  return `${read}, columns={${columns.join(", ")}})`;
}

async function typedColumns(
  connection: DuckDBConnection,
  columns: readonly string[],
  kept: ReadonlySet<string>,
): Promise<string[]> {
  const tests = columns.flatMap((name) => {
    const c = quoteIdentifier(name);
    const number = "'[+-]?(0|[1-9][0-9]*)?([.][0-9]*)?([eE][+-]?[0-9]+)?'";
    return [
      `bool_and(TRY_CAST(${c} AS BIGINT) IS NOT NULL AND regexp_full_match(${c}, '-?(0|[1-9][0-9]*)')) FILTER (WHERE ${c} IS NOT NULL)`,
      `bool_and(TRY_CAST(${c} AS DOUBLE) IS NOT NULL AND regexp_full_match(${c}, ${number}) AND NOT regexp_full_match(${c}, '[+-]?[0-9]{16,}')) FILTER (WHERE ${c} IS NOT NULL)`,
      `bool_and(lower(${c}) IN ('true', 'false')) FILTER (WHERE ${c} IS NOT NULL)`,
    ];
  });
  const row = (await connection.runAndReadAll(`SELECT ${tests.join(", ")} FROM source`)).getRows()[0]!;
  return columns.map((name, i) => {
    const c = quoteIdentifier(name);
    if (kept.has(name.toLowerCase())) return c;
    const type = row[3 * i] ? "BIGINT" : row[3 * i + 1] ? "DOUBLE" : row[3 * i + 2] ? "BOOLEAN" : null;
    return type === null ? c : `CAST(${c} AS ${type}) AS ${c}`;
  });
}

/** What DuckDB says of a bad row: the line, what it holds, and how many columns it should have. */
function readingFault(error: unknown): string {
  const lines = String((error as Error).message).split("\n");
  const end = lines.findIndex((line) => line.startsWith("Possible"));
  return lines
    .slice(0, end < 0 ? 1 : end)
    .join("; ")
    .slice(0, 400);
}
