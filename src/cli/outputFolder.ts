import { mkdir, realpath, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as messages from "../messages/results.js";
import { UserError } from "../messages/userError.js";

/**
 * Makes a folder and sees that it can be written to, before hours are spent on what goes there.
 * @throws UserError where it can't
 */
export async function prepareOutputFolder(path: string): Promise<void> {
  if (path.trim() === "") throw new UserError(messages.noOutput);
  const probe = join(path, `.wrist-bench-${process.pid}`);
  try {
    await mkdir(path, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === "EEXIST" || code === "ENOTDIR"
        ? "a file is in the way"
        : code === "EACCES" || code === "EROFS" || code === "EPERM"
          ? "no permission to write there"
          : message;
    throw new UserError(messages.outputUnwritable(path, why));
  }
}

/**
 * Sees that a run doesn't overwrite what it is compared with: the next one would be compared with this one,
 * also where it got worse.
 * @param baseline an output folder or its results.json
 * @throws UserError where it is the folder written to
 */
export async function keepBaseline(baseline: string, out: string): Promise<void> {
  const isFile = (await stat(baseline).catch(() => null))?.isFile() === true;
  const folders = [out, isFile ? dirname(baseline) : baseline];
  const [to, from] = await Promise.all(folders.map((path) => realpath(path).catch(() => null)));
  if (to !== null && to === from) throw new UserError(messages.outputIsBaseline(out));
}
