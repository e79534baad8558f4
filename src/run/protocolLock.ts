import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ThresholdSetting } from "../../runners/modelFile/schema.js";
import type { Cohort } from "../cohort/cohort.js";
import type { ManifestSource } from "../cohort/source.js";
import * as messages from "../messages/lock.js";
import { UserError } from "../messages/userError.js";
import { type LockFile, type LockState, lockFileSchema } from "../results/schema/lock.js";
import type { StrataFile } from "../strata/schema.js";
import { version } from "../version.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";

/** Where the lock of a strata file is: beside it. */
export const lockPath = (strata: string): string => `${strata}.lock.json`;

/** What is locked, as it is declared now. */
export type Declarations = Omit<LockFile, "lockVersion" | "lockedAt">;

/** What a strata file declares on a manifest: defaults filled in, hashes of what was read. */
export function declarationsOf(
  strata: ValidatedYaml<StrataFile>,
  found: {
    readonly cohort: Pick<Cohort, "sha256">;
    readonly source: Pick<ManifestSource, "name">;
    /** Null where the model or table of scores has none; undefined where none is known yet. */
    readonly modelThreshold: ThresholdSetting | null | undefined;
    readonly bootstrap: LockFile["bootstrap"];
  },
): Declarations {
  const { threshold, accept, regression } = strata.value;
  return {
    tool: { name: "wrist-bench", version: version() },
    strata: { file: basename(strata.path), sha256: strata.sha256 },
    manifest: { name: found.source.name, sha256: found.cohort.sha256 },
    threshold:
      threshold !== undefined
        ? { source: "strata file", value: threshold }
        : found.modelThreshold === undefined
          ? null
          : found.modelThreshold === null
            ? { source: "default", value: 0.5 }
            : { source: "model", value: found.modelThreshold },
    criteria: accept,
    regression,
    bootstrap: found.bootstrap,
  };
}

/** A lock as it was read. */
export interface ReadLock {
  readonly path: string;
  readonly lock: LockFile;
}

/**
 * The lock beside a strata file; null where there is none.
 * @throws UserError where it is no lock file: a protocol that can't be checked is not taken as unchanged
 */
export async function readLock(strata: string): Promise<ReadLock | null> {
  const path = lockPath(strata);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new UserError(messages.lockUnreadable(path, (error as Error).message));
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UserError(messages.lockUnreadable(path, "it is not JSON"));
  }
  const { data: lock, error } = lockFileSchema.safeParse(data);
  if (error) {
    const [issue] = error.issues;
    throw new UserError(messages.lockUnreadable(path, `${issue.path.join(".") || "top"}: ${issue.message}`));
  }
  return { path, lock };
}

/** How the declarations stand to the lock, for results.json, and what a reader is to be warned of. */
export function lockState(
  found: ReadLock | null,
  now: Declarations,
): { readonly state: LockState; readonly warnings: readonly string[] } {
  if (found === null) return { state: { state: "absent" }, warnings: [] };
  const { lock, path } = found;
  const changed = changes(lock, now);
  const about = { file: basename(path), lockedAt: lock.lockedAt, toolVersion: lock.tool.version };
  if (changed.length === 0) return { state: { state: "unchanged", ...about }, warnings: [] };
  return {
    state: { state: "changed", ...about, changed },
    warnings: [
      messages.lockChanged(
        about.file,
        lock.lockedAt,
        changed.map(({ what }) => what),
      ),
    ],
  };
}

function changes(lock: LockFile, now: Declarations): NonNullable<LockState["changed"]> {
  const short = (sha256: string) => sha256.slice(0, 12);
  const text = (value: unknown) => JSON.stringify(value);
  const pairs: [what: string, locked: string, now: string][] = [
    ["strata file", short(lock.strata.sha256), short(now.strata.sha256)],
    ["manifest", short(lock.manifest.sha256), short(now.manifest.sha256)],
    ["threshold", text(lock.threshold), text(lock.threshold && now.threshold)],
    ["criteria", text(lock.criteria), text(now.criteria)],
    ["regression rules", text(lock.regression), text(now.regression)],
    ["bootstrap", text(lock.bootstrap), text(now.bootstrap)],
    ["tool version", lock.tool.version, now.tool.version],
  ];
  return pairs.flatMap(([what, locked, current]) =>
    locked === current ? [] : [{ what, locked, now: current }],
  );
}
