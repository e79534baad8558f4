import { didYouMean, type Place, place } from "./yaml.js";

/** `3 cases, the first W001, W002, W003` */
export function firstFew(count: number, what: string, names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return `${count} ${what}${count === 1 ? "" : "s"}${count > 3 ? `, the first ${shown}` : ` (${shown})`}`;
}

export const tableFormat = (file: string) =>
  `${file}: tables are read as .csv, .tsv, .parquet, .jsonl or .json; convert it or rename it to what it is`;

export const tableUnreadable = (file: string, detail: string) =>
  `${file}: can't be read as a table: ${detail}`;

export const columnTwice = (file: string, name: string) =>
  `${file}: two columns are called "${name}"; rename one`;

export const tableUtf16 = (file: string) => `${file}: is UTF-16; save it as UTF-8`;

export const tableLineEnds = (file: string) =>
  `${file}: its lines end with carriage returns alone; save it with \\n or \\r\\n`;

export const tableEmpty = (file: string) => `${file}: has no rows; check that it is the right table`;

export const missingColumn = (
  at: Place,
  key: string,
  wanted: string,
  file: string,
  columns: readonly string[],
  [sql, strata]: readonly [sql: string, strata: readonly string[]] = ["", []],
) =>
  `${place(at)}: ${key}: ${file} has no column "${wanted}"${didYouMean(sql, strata) || didYouMean(wanted, columns)}; it has ${columns.join(", ")}`;

export const expressionFails = (at: Place, key: string, sql: string, file: string, detail: string) =>
  `${place(at)}: ${key}: the SQL \`${sql}\` fails on ${file}: ${detail}`;

export const predicateNotBoolean = (at: Place, key: string, sql: string) =>
  `${place(at)}: ${key}: the SQL \`${sql}\` is neither true nor false; write a condition such as \`ct_confirmed = 1\``;

export const expressionNotSteady = (at: Place, key: string, sql: string, name: string) =>
  `${place(at)}: ${key}: the SQL \`${sql}\` uses ${name}, which gives another value each time; results must depend on the data alone`;

export const expressionChangesRows = (at: Place, key: string, sql: string, rows: number, got: number) =>
  `${place(at)}: ${key}: the SQL \`${sql}\` gives ${got} values for ${rows} rows; it must give one a row`;

export const stratumUnreadable = (at: Place, name: string, excluded: number) =>
  `${place(at)}: stratum "${name}" has no case left: all its cases are among the ${excluded} whose images can't be read; correct the paths, or name their folder with --images`;

export const blankValue = (
  key: string,
  column: string,
  file: string,
  rows: readonly number[],
  total: number,
) =>
  `${file}: ${key} (\`${column}\`) is blank in ${firstFew(total, "row", rows.map(String))}; fill it in or exclude the rows`;

export const badLabel = (column: string, file: string, row: number, value: string) =>
  `${file}: row ${row}: the label (\`${column}\`) is ${value}; it must be 0 or 1`;

export const blankLabel = (column: string, file: string, total: number, cases: readonly string[]) =>
  `${file}: the label (\`${column}\`) is blank for ${firstFew(total, "case", cases)}; exclude them with \`exclude: [{where: "${column} IS NULL", reason: …}]\` or fill it in`;

export const badAge = (column: string, file: string, row: number, value: string) =>
  `${file}: row ${row}: the age (\`${column}\`) is ${value}; it must be a number of years, or blank. To leave out what is no number, declare \`age: TRY_CAST(… AS DOUBLE)\``;

export const badSpacing = (column: string, file: string, row: number, value: string) =>
  `${file}: row ${row}: spacing (\`${column}\`) is ${value}; it must be a number of mm above 0, or blank`;

const pair = (values: readonly unknown[]) =>
  `(${values.map((v) => (v === null || v === "" ? "blank" : String(v))).join(", ")})`;

export const badLandmark = (file: string, row: number, point: number, values: readonly unknown[]) =>
  `${file}: row ${row}: landmark ${point} is ${pair(values)}; it must be two numbers of pixels, or two blanks`;

export const badFracturePoint = (file: string, row: number, values: readonly unknown[]) =>
  `${file}: row ${row}: the fracture's place is ${pair(values)}; it must be two numbers of pixels, or two blanks`;

export const differsWithinCase = (file: string, what: string, total: number, cases: readonly string[]) =>
  `${file}: rows of one case differ in ${what} in ${firstFew(total, "case", cases)}; correct them, or declare \`withinCase: any\` (a label or stratum: 1 if any row is; other values: the first)`;

export const patientDiffers = (file: string, caseId: string, patients: readonly string[]) =>
  `${file}: case ${caseId} has rows of more than one patient (${patients.slice(0, 3).join(", ")}); correct the case or patient column`;

export const duplicateImage = (file: string, path: string, rows: readonly number[]) =>
  `${file}: rows ${rows.join(" and ")} name the same image ${path}; an image may be scored once`;

export const duplicateRow = (file: string, caseId: string, view: string | null, rows: readonly number[]) =>
  `${file}: rows ${rows.join(" and ")} are both case ${caseId}${view === null ? "" : `, view ${view}`}, and there is no image column to tell them apart; keep one`;

export const overlap = (at: Place, a: string, b: string, total: number, cases: readonly string[]) =>
  `${place(at)}: ${firstFew(total, "case", cases)} of stratum "${b}" ${total === 1 ? "is" : "are"} also in "${a}"; make the conditions exclude each other, or declare \`overlap: true\``;

export const emptyStratum = (at: Place, name: string, where: string, file: string) =>
  `${place(at)}: stratum "${name}" is empty: \`${where}\` selects no case of ${file} that is evaluated; check the condition (a blank cell is NULL, which equals nothing)`;

export const nobodySelected = (at: Place, file: string) =>
  `${place(at)}: no case of ${file} is left to evaluate; check \`where\` and \`exclude\``;

export const unknownPhantom = (at: Place, name: string) =>
  `${place(at)}: the embedded cohort has no part "${name}"; there is phantom:test`;

export const noPatients = (at: Place) =>
  `${place(at)}: bootstrap.unit is patient, but no \`patient\` column is declared; declare it, or use unit: case`;

export const imagesMissing = (file: string, total: number, paths: readonly string[]) =>
  `${file}: ${firstFew(total, "image", paths)} can't be read; correct the paths, or name their folder with --images`;
