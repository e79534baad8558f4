import { closest, distance } from "fastest-levenshtein";

/** `FILE:LINE:COLUMN`, as editors make clickable. */
export interface Place {
  file: string;
  line?: number;
  column?: number;
}

export function place({ file, line, column }: Place): string {
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

/** ` (did you mean "x"?)` where one of the known names is near, else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(name, known as string[]);
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.ceil(name.length / 3)
    ? ` (did you mean "${nearest}"?)`
    : "";
}

export const notYaml = (at: Place, detail: string) =>
  `${place(at)}: not valid YAML: ${detail}; correct the file`;

export const emptyYaml = (at: Place) =>
  `${place(at)}: is empty; write what it declares, or name another file`;

export const unknownKey = (at: Place, key: string, path: string, known: readonly string[]) =>
  `${place(at)}: unknown key "${key}"${path === "" ? "" : ` in ${path}`}${didYouMean(key, known)}; known: ${known.join(", ")}`;

export const invalidValue = (at: Place, path: string, detail: string) =>
  `${place(at)}: ${path === "" ? "the file" : path}: ${detail}`;

export const fileMissing = (what: string, path: string, alsoLookedFor?: string) =>
  `${what} ${path} does not exist${alsoLookedFor === undefined ? "" : ` (nor ${alsoLookedFor})`}; check the path`;

export const fileUnreadable = (what: string, path: string, detail: string) =>
  `${what} ${path} can't be read: ${detail}`;

export const declaredFileMissing = (at: Place, key: string, path: string) =>
  `${place(at)}: ${key}: ${path} exists neither beside this file nor in the package; correct the path`;
