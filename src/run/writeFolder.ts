import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checksumsFile, checksumsText, parseChecksums, sha256 } from "../results/checksums.js";
import { writeAllWhole } from "../results/writeWhole.js";
import type { OutputFile } from "./renderOutputs.js";

/**
 * Writes files that belong together into a folder, each whole or not at all, and their hashes into SHA256SUMS.
 * Files that an earlier SHA256SUMS of the folder lists stay there and in the list, unless they are written again
 * or replaced.
 * @param files the last is the one that says that all are there
 * @param replaces whether a file of an earlier run goes where it isn't written again
 * @param gone files that go in any case, though no list may name them
 */
export async function writeFolder(
  folder: string,
  files: readonly OutputFile[],
  replaces: (file: string) => boolean,
  gone: readonly string[] = [],
): Promise<void> {
  const written = new Set(files.map(({ file }) => file));
  const former = (await formerFiles(folder)).filter(([file]) => !written.has(file));
  const stale = new Set([...gone, ...former.flatMap(([file]) => (replaces(file) ? [file] : []))]);
  const list = checksumsText(
    new Map([
      ...former.filter(([file]) => !stale.has(file)),
      ...files.map(({ file, content }): [string, string] => [file, sha256(content)]),
    ]),
  );
  const at = (file: string, content: string | Uint8Array | null) => ({ path: join(folder, file), content });
  const last = files[files.length - 1];
  await writeAllWhole([
    ...[...stale].filter((file) => !written.has(file)).map((file) => at(file, null)),
    ...files.slice(0, -1).map(({ file, content }) => at(file, content)),
    at(checksumsFile, list),
    at(last.file, last.content),
  ]);
}

/** What the folder's list names, one level of folders deep; a path out of it is not ours to trust. */
async function formerFiles(folder: string): Promise<[string, string][]> {
  const text = await readFile(join(folder, checksumsFile), "utf8").catch(() => "");
  const safe = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)?$/;
  return [...(parseChecksums(text) ?? [])].filter(([file]) => safe.test(file));
}
