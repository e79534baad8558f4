import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as messages from "../messages/toolIdentity.js";
import { packageRoot } from "../packageRoot.js";
import { type ToolIdentity, toolIdentitySchema } from "../results/schema/results.js";
import { gitCommit } from "./gitCommit.js";

/** Beside the build, for packages that bring neither git's files nor the lockfile. */
export const builtIdentityFile = join("dist", "identity.json");

/**
 * Commit and lockfile of this tool: of the checkout that it runs from, else as its build recorded them. What
 * is not to be had is null, with why; a run is never kept from running by it.
 */
export function toolIdentity(root: string = packageRoot()): ToolIdentity {
  if (!existsSync(join(root, ".git"))) {
    const built = builtIdentity(root);
    if (built !== undefined) return built;
  }
  return checkedOut(root);
}

/** Of the folder as it is, whatever a build has recorded. */
export function checkedOut(root: string): ToolIdentity {
  return { from: "checkout", ...commit(root), ...lockfile(root) };
}

function commit(root: string): Pick<ToolIdentity, "commit" | "commitReason"> {
  if (!existsSync(join(root, ".git"))) return { commit: null, commitReason: messages.notACheckout };
  try {
    const found = gitCommit(root);
    return "commit" in found ? found : { commit: null, commitReason: messages.noCommitYet(found.head) };
  } catch (error) {
    return { commit: null, commitReason: messages.gitUnreadable((error as Error).message) };
  }
}

function lockfile(root: string): Pick<ToolIdentity, "lockfileSha256" | "lockfileReason"> {
  const path = join(root, "package-lock.json");
  if (!existsSync(path)) return { lockfileSha256: null, lockfileReason: messages.noLockfile };
  return { lockfileSha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

function builtIdentity(root: string): ToolIdentity | undefined {
  try {
    const text = readFileSync(join(root, builtIdentityFile), "utf8");
    return { ...toolIdentitySchema.parse(JSON.parse(text)), from: "build" };
  } catch {
    return undefined;
  }
}
