export const historyMissing = (path: string) =>
  `history ${path} does not exist; run with --history ${path}, or add an output folder with --add`;

export const notHistory = (path: string, detail: string) =>
  `${path}: is no history of wrist-bench: ${detail}; name another file`;

export const notDatabase = "it is not a DuckDB file";
export const noHistoryTables = "it is a DuckDB file with other tables in it";

export const historyVersion = (path: string, version: unknown, known: number) =>
  `${path}: is a history of version ${version}, this version of wrist-bench knows ${known}; use the version that made it, or begin a new file`;

export const historyBusy = (path: string, seconds: number, holder: string | undefined) =>
  `${path}: is in use by another process${holder === undefined ? "" : ` (${holder})`} for ${seconds} s; wait until it is done, then try again`;

export const historyUnusable = (path: string, detail: string) =>
  `${path}: the history can't be opened: ${detail}; check the path and its permissions`;

/** After a run whose outputs are written: what is left to do. */
export const notRecorded = (problem: string, path: string, out: string) =>
  `${problem}; the results are written to ${out}, to record them run: wrist-bench history ${path} --add ${out}`;

export const sameRun = (from: string, run: number) =>
  `${from}: is run ${run} already (same start, same results); not added again`;

export const added = (from: string, run: number) => `${from}: added as run ${run}`;

export const historyEmpty = (path: string) =>
  `${path}: holds no runs yet; run with --history ${path}, or add an output folder with --add`;

export const notInHistory = (what: "metric" | "stratum", name: string, guess: string, known: string) =>
  `--${what} ${name}: no run of the history has it${guess}; it has ${known}`;

export const historyInTheWay = (path: string) =>
  `--out ${path}: is the history itself; name another file for the page`;

export const folderMissing = (path: string, folder: string) =>
  `history ${path} can't be made: the folder ${folder} does not exist; make it, or name another place`;
