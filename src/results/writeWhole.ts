import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed.
 * Folders above it are made.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeAllWhole([{ path, content }]);
}

/**
 * Writes files that belong together. All are written under temporary names first; then those before
 * them are replaced, the last one last: it is taken away first, so that where it is, the rest is of
 * the same run.
 * @param files a null content takes the file away
 */
export async function writeAllWhole(
  files: readonly { readonly path: string; readonly content: string | Uint8Array | null }[],
): Promise<void> {
  const written: { temporary: string; path: string }[] = [];
  try {
    for (const { path, content } of files) {
      if (content === null) continue;
      await mkdir(dirname(path), { recursive: true });
      const suffix = `${process.pid}.${randomBytes(4).toString("hex")}`;
      const temporary = join(dirname(path), `.${basename(path)}.${suffix}`);
      written.push({ temporary, path });
      const file = await open(temporary, "w");
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    const last = files[files.length - 1];
    if (files.length > 1) await rm(last.path, { force: true });
    for (const { path, content } of files) if (content === null) await rm(path, { force: true });
    for (const { temporary, path } of written) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw error;
  }
}
