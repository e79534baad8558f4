/** What every command gets from the command line as a whole. */
export interface Context {
  readonly argv: readonly string[];
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The command as typed, quoted for a shell. */
export const commandLine = (argv: readonly string[]): string =>
  ["wrist-bench", ...argv]
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
