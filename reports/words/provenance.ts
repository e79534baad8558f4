import { say } from "../prose.js";

/** How to have the figures again, and who answers for them. */
export const provenanceWords = {
  items: { commit: "Commit of the tool", lockfile: "Hash of its package-lock.json" },
  commitOf: {
    checkout: "as checked out; changes that were not committed are not seen",
    build: "recorded when the package was built",
  },
  notRecorded: "not recorded by the version that ran",
  reproduce: say`To have the same figures again: this version of the tool, the files with the hashes above, and this command, in the folder where it was started.`,
  noCommand: say`There is no command to repeat: the run was started by a program, not from the command line.`,
  sign: say`Checked against the hashes above by:`,
  lines: ["Name", "Date", "Signature"],
};
