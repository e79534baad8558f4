import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const hash = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit that is checked out in a folder, from git's files (gitrepository-layout), so that git need be
 * neither installed nor started. It says nothing on changes since.
 * @param root the folder that holds `.git`, which is a file in a worktree or submodule
 * @returns the commit; or what HEAD says, where no file names its commit
 * @throws an error of the file system
 */
export function gitCommit(root: string): { commit: string } | { head: string } {
  const folder = gitFolder(root);
  const head = readFileSync(join(folder, "HEAD"), "utf8").trim();
  if (hash.test(head)) return { commit: head };
  const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
  const commit = ref === undefined ? undefined : commitOf(ref, folder);
  return commit === undefined ? { head } : { commit };
}

function gitFolder(root: string): string {
  const path = join(root, ".git");
  if (statSync(path).isDirectory()) return path;
  const [, elsewhere = ""] = /^gitdir: (.+)$/m.exec(readFileSync(path, "utf8")) ?? [];
  return resolve(root, elsewhere);
}

function commitOf(ref: string, folder: string): string | undefined {
  const shared = join(folder, "commondir");
  // A worktree has a HEAD of its own, and branches in common with the others.
  const common = existsSync(shared) ? resolve(folder, readFileSync(shared, "utf8").trim()) : folder;
  for (const path of [join(folder, ref), join(common, ref)]) {
    const text = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
    if (hash.test(text)) return text;
  }
  const packed = join(common, "packed-refs");
  if (!existsSync(packed)) return undefined;
  const line = readFileSync(packed, "utf8")
    .split("\n")
    .find((one) => one.endsWith(` ${ref}`));
  const commit = line?.split(" ")[0] ?? "";
  return hash.test(commit) ? commit : undefined;
}
