/**
 * What a spreadsheet would run as a formula; with apostrophes before it too, so that of two texts which
 * differ in an apostrophe alone each is read back as itself.
 */
export const likeFormula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * One cell of a CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in
 * front (OWASP, "CSV injection"); numbers are written in full precision, null as a blank.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = likeFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV with a header row and `\n` line ends. */
export function csv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return `${[header, ...rows].map((row) => row.map(csvCell).join(",")).join("\n")}\n`;
}
