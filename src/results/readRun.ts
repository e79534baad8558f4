import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as messages from "../messages/comparison.js";
import { UserError } from "../messages/userError.js";
import { sha256 } from "./checksums.js";
import { parseCsv } from "./parseCsv.js";
import { readCorruptedCases } from "./readCorruptedCases.js";
import { readResults } from "./readResults.js";
import type { KeptCase, KeptCases, KeptCorrupted } from "./schema/keptCases.js";
import type { ResultsFile } from "./schema/results.js";

/** What a run has left behind: its results and its cases. */
export interface KeptRun {
  readonly file: ResultsFile;
  readonly cases: KeptCases;
  /** cases.csv as it is. */
  readonly casesTable: string;
  /** The scores of the cases under corruptions; null where the run has none, or the table is gone. */
  readonly corrupted: readonly KeptCorrupted[] | null;
  /** corrupted-cases.csv as it is. */
  readonly corruptedTable: string | null;
  /** Where results.json is, as given. */
  readonly path: string;
}

/**
 * Reads an output folder, or its results.json, and the tables of cases that it names. The one of corrupted
 * scores may be missing: what else was kept can still be compared.
 * @throws UserError where one is missing, a table is not the one the results were made of, or it can't be read
 */
export async function readRun(given: string): Promise<KeptRun> {
  const folder = (await stat(given).catch(() => null))?.isDirectory() === true;
  const path = folder ? join(given, "results.json") : given;
  const file = await readResults(path);
  const table = file.results.cohort.casesTable;
  const casesTable = await tableOf(path, table);
  if (typeof casesTable !== "string")
    throw new UserError(messages.casesTableMissing(path, besides(path, table.file), casesTable.missing));
  const cases = keptCases(casesTable, file, besides(path, table.file));
  return { file, casesTable, path, cases, ...(await corruptedOf(path, file)) };
}

/** Where a table lies that a results.json names. */
const besides = (path: string, table: string) => join(dirname(path), table);

/** A table as the results.json beside it was made of it, or why it can't be read. */
async function tableOf(
  path: string,
  table: { readonly file: string; readonly sha256: string },
): Promise<string | { readonly missing: string }> {
  // What the file says is not ours to trust beyond its own folder.
  if (table.file !== basename(table.file))
    throw new UserError(messages.casesTableElsewhere(path, table.file));
  const bytes = await readFile(besides(path, table.file)).catch((error: NodeJS.ErrnoException) => ({
    missing: error.code ?? error.message,
  }));
  if ("missing" in bytes) return bytes;
  if (sha256(bytes) !== table.sha256)
    throw new UserError(messages.casesTableChanged(path, besides(path, table.file)));
  return bytes.toString("utf8");
}

async function corruptedOf(
  path: string,
  { results: { robustness } }: ResultsFile,
): Promise<Pick<KeptRun, "corrupted" | "corruptedTable">> {
  const table = robustness?.casesTable;
  const text = table && (await tableOf(path, table));
  if (typeof text !== "string") return { corrupted: null, corruptedTable: null };
  return { corrupted: readCorruptedCases(besides(path, table!.file), text), corruptedTable: text };
}

/**
 * The cases of a table as `casesTable` writes it.
 * @param file the results of the same run
 * @param path for errors
 * @throws UserError where a column or value is not as a run writes it
 */
export function keptCases(text: string, file: ResultsFile, path: string): KeptCases {
  const [header = [], ...rows] = rowsOf(text, path);
  const strata = file.results.strata.flatMap(({ kind, name }) => (kind === "declared" ? [name] : []));
  const optional = (name: string) => header.indexOf(name);
  const column = (name: string) => {
    const at = header.indexOf(name);
    if (at < 0) throw new UserError(messages.casesTableColumn(path, name));
    return at;
  };
  const [name, label, probability] = ["case", "label", "probability"].map(column);
  const member = strata.map(column);
  const [patient, age, sex] = ["patient", "age", "sex"].map(optional);
  const seen = new Set<string>();
  const cases = rows.map((row, i): KeptCase => {
    const wrong = (what: string) => new UserError(messages.casesTableRow(path, i + 2, what));
    if (row.length !== header.length) throw wrong(`it has ${row.length} cells, the header ${header.length}`);
    if (seen.has(row[name])) throw wrong(`the case ${row[name]} is there twice`);
    seen.add(row[name]);
    const bit = (at: number) => {
      if (row[at] !== "0" && row[at] !== "1") throw wrong(`${header[at]} is "${row[at]}", neither 0 nor 1`);
      return row[at] === "1";
    };
    const value = row[probability].trim() === "" ? Number.NaN : Number(row[probability]);
    if (!(value >= 0 && value <= 1)) throw wrong(`the probability is "${row[probability]}"`);
    return {
      name: row[name],
      patient: patient < 0 ? null : row[patient],
      label: bit(label) ? 1 : 0,
      member: member.map(bit),
      probability: value,
      age: row[age],
      sex: row[sex],
    };
  });
  return { strata, cases };
}

function rowsOf(text: string, path: string): string[][] {
  try {
    return parseCsv(text);
  } catch (error) {
    throw new UserError(messages.casesTableUnreadable(path, (error as Error).message));
  }
}
