/** Why the commit or the lockfile's hash of the tool is not to be had. */
export const notACheckout = "the tool was not run from a git checkout, and its build recorded no commit";
export const noCommitYet = (head: string) => `git's HEAD (${head}) has no commit that its files name`;
export const gitUnreadable = (problem: string) => `git's files can't be read: ${problem}`;
export const noLockfile = "there is no package-lock.json, and the build recorded none";
