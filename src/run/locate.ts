import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { UserError } from "../messages/userError.js";
import * as messages from "../messages/yaml.js";
import { packageRoot } from "../packageRoot.js";
import type { ValidatedYaml, YamlPath } from "../yaml/readYaml.js";

/**
 * A path as given; where a relative one isn't there, in the package.
 * @throws UserError where it is in neither place
 */
export function locate(path: string, what: string): string {
  if (/^https?:\/\//i.test(path) || existsSync(path)) return path;
  if (isAbsolute(path)) throw new UserError(messages.fileMissing(what, path));
  const shipped = join(packageRoot(), path);
  if (existsSync(shipped)) return shipped;
  throw new UserError(messages.fileMissing(what, path, "in the package"));
}

/**
 * A path that a YAML file declares: relative to that file, or in the package where it isn't found there.
 * @param at where it is declared, for the error
 * @throws UserError where it is in neither place
 */
export function locateBeside(yaml: ValidatedYaml<unknown>, at: YamlPath, path: string): string {
  const own = resolve(dirname(yaml.path), path);
  if (existsSync(own)) return own;
  const shipped = join(packageRoot(), path);
  if (!isAbsolute(path) && existsSync(shipped)) return shipped;
  throw new UserError(messages.declaredFileMissing(yaml.place(at), at.join("."), path));
}

/** Where what can be made again is kept: WRIST_BENCH_CACHE, else the user's cache folder. */
export const cacheFolder = (): string =>
  process.env["WRIST_BENCH_CACHE"] ||
  join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "wrist-bench");
