import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkedOut, toolIdentity } from "../../src/run/toolIdentity.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
const repository = join(folder, "repository");
const git = (at: string, ...args: string[]): string =>
  execFileSync(
    "git",
    ["-C", at, "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", ...args],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  ).trim();
const commit = (text: string): string => {
  writeFileSync(join(repository, "file"), text);
  git(repository, "add", "file");
  git(repository, "commit", "-qm", text);
  return git(repository, "rev-parse", "HEAD");
};

it("reads the commit that git names: loose, packed, moved on, detached, in a worktree", () => {
  mkdirSync(repository);
  git(repository, "init", "-q", "-b", "a/branch");
  expect(checkedOut(repository)).toMatchObject({
    commit: null,
    commitReason: "git's HEAD (ref: refs/heads/a/branch) has no commit that its files name",
  });
  const first = commit("one");
  expect(toolIdentity(repository)).toMatchObject({ from: "checkout", commit: first });
  git(repository, "pack-refs", "--all");
  expect(toolIdentity(repository).commit).toBe(first);
  const second = commit("two");
  expect(second).not.toBe(first);
  expect(toolIdentity(repository).commit).toBe(second);
  const worktree = join(folder, "worktree");
  git(repository, "worktree", "add", "-q", "-b", "other", worktree, first);
  expect(toolIdentity(worktree).commit).toBe(first);
  git(repository, "pack-refs", "--all");
  expect(toolIdentity(worktree).commit).toBe(first);
  git(repository, "checkout", "-q", first);
  expect(toolIdentity(repository).commit).toBe(first);
});

it("hashes the lockfile, or says that there is none", () => {
  expect(toolIdentity(repository)).toMatchObject({
    lockfileSha256: null,
    lockfileReason: "there is no package-lock.json, and the build recorded none",
  });
  writeFileSync(join(repository, "package-lock.json"), "abc");
  // FIPS 180-2, B.1.
  expect(toolIdentity(repository).lockfileSha256).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

it("without git's files takes what the build recorded; with them not", () => {
  const installed = join(folder, "installed");
  mkdirSync(join(installed, "dist"), { recursive: true });
  expect(toolIdentity(installed)).toMatchObject({
    ...{ from: "checkout", commit: null, lockfileSha256: null },
    commitReason: "the tool was not run from a git checkout, and its build recorded no commit",
  });
  const built = checkedOut(repository);
  writeFileSync(join(installed, "dist/identity.json"), JSON.stringify(built));
  expect(toolIdentity(installed)).toEqual({ ...built, from: "build" });
  mkdirSync(join(installed, ".git"));
  writeFileSync(join(installed, ".git/HEAD"), `${"1".repeat(40)}\n`);
  expect(toolIdentity(installed)).toMatchObject({ from: "checkout", commit: "1".repeat(40) });
});

it("names a problem in git's files instead of failing", () => {
  const broken = join(folder, "broken");
  mkdirSync(broken);
  writeFileSync(join(broken, ".git"), "gitdir: nowhere\n");
  expect(checkedOut(broken)).toMatchObject({
    commit: null,
    commitReason: expect.stringMatching(/git's files can't be read: ENOENT/),
  });
});
