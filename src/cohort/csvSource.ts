import { open } from "node:fs/promises";
import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import { quoteText } from "./sqlText.js";

/**
 * The DuckDB table function that reads a CSV as text. Separator and columns are taken from the header
 * line and told to DuckDB: left to guess, it gives up on one bad row without saying which.
 * @param file the path as SQL text
 */
export async function csvSource(path: string, file: string): Promise<string> {
  const header = await headerLine(path);
  const bare = header.replace(/"[^"]*"/g, "");
  const delimiter = [",", ";", "\t", "|"].reduce((best, d) =>
    bare.split(d).length > bare.split(best).length ? d : best,
  );
  const names = splitHeader(header, delimiter);
  const twice = names.find((name, i) => names.findIndex((n) => n.toLowerCase() === name.toLowerCase()) < i);
  if (twice !== undefined) throw new UserError(messages.columnTwice(path, twice));
  const columns = names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(", ");
  return `read_csv(${file}, header=true, auto_detect=false, columns={${columns}}, nullstr='', delim=${quoteText(delimiter)}, quote='"', escape='"')`;
}

async function headerLine(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(65536), 0, 65536, 0);
      const utf16 = bytesRead > 1 && [0xfffe, 0xfeff].includes(buffer.readUInt16BE(0));
      if (utf16) throw new UserError(messages.tableUtf16(path));
      const start = buffer.toString("utf8", 0, bytesRead).replace(/^\uFEFF/, "");
      const [line] = start.split(/\r?\n/);
      if (line.includes("\r")) throw new UserError(messages.tableLineEnds(path));
      return line;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(messages.tableUnreadable(path, (error as Error).message));
  }
}

function splitHeader(header: string, delimiter: string): string[] {
  const names: string[] = [];
  let name = "";
  let quoted = false;
  for (const char of header) {
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) {
      names.push(name);
      name = "";
    } else name += char;
  }
  names.push(name);
  return names.map((one, i) => (one.trim() === "" ? `column${i + 1}` : one.trim()));
}
