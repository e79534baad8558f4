export const lockExists = (path: string) =>
  `${path} is there already: what was declared before scoring is not to be replaced unnoticed; --force replaces it`;
export const lockUnreadable = (path: string, why: string) =>
  `${path} is no lock file of wrist-bench: ${why}; write it anew with wrist-bench lock --force`;
export const lockUnwritable = (path: string, why: string) => `${path} can't be written: ${why}`;
export const lockChanged = (file: string, lockedAt: string, what: readonly string[]) =>
  `Changed since the protocol was locked (${file}, ${lockedAt}): ${what.join(", ")}.`;
