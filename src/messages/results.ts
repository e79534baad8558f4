export const keyTooShort = (path: string) =>
  `${path}: the key for pseudonyms is shorter than 16 characters; delete the file to have a new one made, or name another with --key`;

export const keyUnreadable = (path: string, detail: string) =>
  `${path}: the key for pseudonyms can't be read or made: ${detail}; name another file with --key, or use --identifiers plain`;

export const keyCreated = (path: string) =>
  `A key for pseudonyms was made: ${path}. Keep it private, and keep it: with another key the same case gets another pseudonym.`;

export const notResults = (path: string, detail: string) =>
  `${path}: not a results file of wrist-bench: ${detail}; name the results.json that a run wrote`;

export const notJson = (path: string, detail: string) =>
  `${path}: not a results file of wrist-bench: not JSON, cut off or damaged (${detail}); take it from a copy, or run again`;

export const newerSchema = (path: string, version: unknown, known: number) =>
  `${path}: has schema version ${version}, this version of wrist-bench reads ${known}; use the version that wrote it, or a newer one`;

export const noOutput = "--out is empty; name a folder for the results";

export const outputUnwritable = (path: string, why: string) =>
  `${path}: can't be written to: ${why}; name another place with --out`;

export const outputIsBaseline = (path: string) =>
  `--out ${path} is the baseline's folder, which would be overwritten; name another folder`;
