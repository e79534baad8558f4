import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../messages/userError.js";
import * as messages from "../messages/yaml.js";
import { packageRoot } from "../packageRoot.js";

/**
 * A path as given, or in the package where it isn't found as given.
 * @throws UserError where it is in neither place
 */
export function locate(path: string, what: string): string {
  if (/^https?:\/\//i.test(path) || existsSync(path)) return path;
  const shipped = join(packageRoot(), path);
  if (existsSync(shipped)) return shipped;
  throw new UserError(messages.fileMissing(what, path, "in the package"));
}

/** Where what can be made again is kept: WRIST_BENCH_CACHE, else the user's cache folder. */
export const cacheFolder = (): string =>
  process.env["WRIST_BENCH_CACHE"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "wrist-bench");
