import { likeFormula } from "./csv.js";

/**
 * The rows of a CSV (RFC 4180) as `csv` writes it, header and all; a text that was kept from being a formula
 * loses its apostrophe again.
 * @throws RangeError where a quote isn't closed
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      for (;;) {
        end = text.indexOf('"', end);
        if (end < 0) throw new RangeError(`a quote in row ${rows.length + 1} isn't closed`);
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end++;
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell.startsWith("'") && likeFormula.test(cell) ? cell.slice(1) : cell);
    if (text[at] === "," && at + 1 < text.length) {
      at++;
      continue;
    }
    if (text[at] === ",") row.push("");
    while (at < text.length && text[at] !== "\n") at++;
    at++;
    rows.push(row);
    row = [];
  }
  return rows;
}
