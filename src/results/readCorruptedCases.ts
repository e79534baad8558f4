import { UserError } from "../messages/userError.js";
import { casesUnreadable } from "../messages/verify.js";
import { parseCsv } from "./parseCsv.js";
import type { KeptCorrupted } from "./schema/keptCases.js";

/**
 * Reads a corrupted-cases.csv that a run wrote, its corruptions and severities in their order.
 * @throws UserError naming the row that can't be read
 */
export function readCorruptedCases(path: string, text: string): KeptCorrupted[] {
  const [header = [], ...lines] = rowsOf(path, text);
  const columns = ["case", "corruption", "severity", "probability"];
  const named = columns.findIndex((name, c) => header[c] !== name);
  if (named >= 0)
    throw new UserError(
      casesUnreadable(path, 0, `column ${named + 1} is ${header[named]}, not ${columns[named]}`),
    );
  const found = new Map<string, KeptCorrupted & { readonly rows: Map<string, readonly number[]> }>();
  for (const [r, row] of lines.entries()) {
    const fault = (why: string) => new UserError(casesUnreadable(path, r + 1, why));
    if (row.length !== header.length) throw fault(`it has ${row.length} cells, the header ${header.length}`);
    const [name, corruption, severity, ...scores] = row;
    const values = scores.map((cell, c) => {
      const value = cell.trim() === "" ? Number.NaN : Number(cell);
      if (!(value >= 0 && value <= 1)) throw fault(`${header[c + 3]} is ${cell}, not a probability`);
      return value;
    });
    const key = `${corruption}/${severity}`;
    const own = found.get(key) ?? { corruption, severity: Number(severity), rows: new Map() };
    if (own.rows.has(name)) throw fault(`the case ${name} is there twice under ${corruption} ${severity}`);
    own.rows.set(name, values);
    found.set(key, own);
  }
  return [...found.values()];
}

function rowsOf(path: string, text: string): string[][] {
  try {
    return parseCsv(text);
  } catch (error) {
    throw new UserError(casesUnreadable(path, 0, (error as Error).message));
  }
}
