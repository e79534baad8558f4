import { UserError } from "../messages/userError.js";
import { casesUnreadable } from "../messages/verify.js";
import { parseCsv } from "./parseCsv.js";

/** What a cases.csv says of its cases, each list in the order of its rows. */
export interface CasesRead {
  readonly cases: readonly string[];
  /** Null where the cohort named no patients. */
  readonly patients: readonly string[] | null;
  readonly labels: readonly (0 | 1)[];
  /** By row, in the order of the strata given. */
  readonly member: readonly (readonly boolean[])[];
  readonly probability: Float64Array;
  /** NaN where a case has none of that view. */
  readonly views: ReadonlyMap<string, Float64Array>;
  readonly members: readonly Float64Array[];
  readonly temperedMembers: readonly Float64Array[];
}

/**
 * Reads a cases.csv that a run wrote. Numbers come back as the run had them: they are written in full.
 * @param strata the declared strata, whose columns stand after the label
 * @throws UserError naming the row that can't be read
 */
export function readCasesTable(path: string, text: string, strata: readonly string[]): CasesRead {
  const fault = (row: number, why: string) => new UserError(casesUnreadable(path, row, why));
  const [header = [], ...rows] = rowsOf(text, fault);
  const withPatients = header[1] === "patient";
  const head = ["case", ...(withPatients ? ["patient"] : []), "label", ...strata, "probability"];
  const named = head.findIndex((name, c) => header[c] !== name);
  if (named >= 0) throw fault(0, `column ${named + 1} is ${header[named]}, not ${head[named]}`);
  const column = new Map(header.map((name, c) => [name, c]));
  const number = (c: number, blank: boolean) =>
    Float64Array.from(rows, (row, r) => {
      const cell = row[c];
      if (cell === "" && blank) return Number.NaN;
      const value = cell === undefined || cell.trim() === "" ? Number.NaN : Number(cell);
      if (!(value >= 0 && value <= 1)) throw fault(r + 1, `${header[c]} is ${cell}, not a probability`);
      return value;
    });
  const flag = (cell: string, r: number) => {
    if (cell !== "0" && cell !== "1") throw fault(r + 1, `${cell} is neither 0 nor 1`);
    return cell === "1" ? 1 : 0;
  };
  const labelAt = withPatients ? 2 : 1;
  const numbered = (name: string) => {
    const found: Float64Array[] = [];
    for (let m = 1; column.has(`${name}_${m}`); m++) found.push(number(column.get(`${name}_${m}`)!, false));
    return found;
  };
  const views = header.slice(head.length).filter((name) => name.startsWith("probability_"));
  return {
    cases: rows.map((row) => row[0]),
    patients: withPatients ? rows.map((row) => row[1]) : null,
    labels: rows.map((row, r) => flag(row[labelAt], r)),
    member: rows.map((row, r) => strata.map((_, s) => flag(row[labelAt + 1 + s], r) === 1)),
    probability: number(head.length - 1, false),
    views: new Map(views.map((name) => [name.slice("probability_".length), number(column.get(name)!, true)])),
    members: numbered("member"),
    temperedMembers: numbered("tempered_member"),
  };
}

function rowsOf(text: string, fault: (row: number, why: string) => UserError): string[][] {
  try {
    return parseCsv(text);
  } catch (error) {
    throw fault(0, (error as Error).message);
  }
}
