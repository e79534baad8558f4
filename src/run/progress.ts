/** Told of what a long command is doing; the command line shows it, a library user may too. */
export interface Progress {
  /** A part of the work has come so far. The same `what` is given each time. */
  update(what: string, done: number, total: number): void;
  /** Something the user should know now, one line. */
  note(line: string): void;
}

export const silent: Progress = { update() {}, note() {} };
