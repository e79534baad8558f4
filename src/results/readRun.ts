import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as messages from "../messages/comparison.js";
import { UserError } from "../messages/userError.js";
import { parseCsv } from "./parseCsv.js";
import { readResults } from "./readResults.js";
import type { KeptCase, KeptCases } from "./schema/keptCases.js";
import type { ResultsFile } from "./schema/results.js";

/** What a run has left behind: its results and its cases. */
export interface KeptRun {
  readonly file: ResultsFile;
  readonly cases: KeptCases;
  /** cases.csv as it is. */
  readonly casesTable: string;
  /** Where results.json is, as given. */
  readonly path: string;
}

/**
 * Reads an output folder, or its results.json, and the table of cases that it names.
 * @throws UserError where one is missing, the table is not the one the results were made of, or it can't be read
 */
export async function readRun(given: string): Promise<KeptRun> {
  const folder = (await stat(given).catch(() => null))?.isDirectory() === true;
  const path = folder ? join(given, "results.json") : given;
  const file = await readResults(path);
  const { file: table, sha256 } = file.results.cohort.casesTable;
  // What the file says is not ours to trust beyond its own folder.
  if (table !== basename(table)) throw new UserError(messages.casesTableElsewhere(path, table));
  const tablePath = join(dirname(path), table);
  const bytes = await readFile(tablePath).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(messages.casesTableMissing(path, tablePath, error.code ?? error.message));
  });
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw new UserError(messages.casesTableChanged(path, tablePath));
  const casesTable = bytes.toString("utf8");
  return { file, casesTable, path, cases: keptCases(casesTable, file, tablePath) };
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
