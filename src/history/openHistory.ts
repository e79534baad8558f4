import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import * as messages from "../messages/history.js";
import { UserError } from "../messages/userError.js";
import { historyVersion } from "../results/schema/history.js";
import { createTables, markTable } from "./tables.js";

/** How long a process waits for another that has the file open. */
export const usualWaitMs = 120_000;

export interface Waiting {
  /** 0: don't wait. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Thrown where the wait for other processes was in vain. */
export class HistoryBusy extends UserError {}

/**
 * DuckDB lets one process write at a time, which the operating system's lock on the file sees to; within a
 * process that lock holds nobody back, so here work on one file is done one after the other.
 */
const queues = new Map<string, Promise<unknown>>();

/**
 * Opens a history, does something with it and closes it again, so that others may. Waits for processes that
 * have it open.
 * @throws UserError where the file is missing, is no history or one of another version, or stays in use
 */
export function withHistory<T>(
  path: string,
  mode: "read" | "write",
  work: (connection: DuckDBConnection) => Promise<T>,
  waiting: Waiting = {},
): Promise<T> {
  const key = resolve(path);
  const turn = (queues.get(key) ?? Promise.resolve()).then(() => openAnd(path, mode, work, waiting));
  const settled = turn.catch(() => undefined);
  queues.set(key, settled);
  void settled.then(() => {
    if (queues.get(key) === settled) queues.delete(key);
  });
  return turn;
}

async function openAnd<T>(
  path: string,
  mode: "read" | "write",
  work: (connection: DuckDBConnection) => Promise<T>,
  waiting: Waiting,
): Promise<T> {
  if (!existsSync(path)) throw new UserError(messages.historyMissing(path));
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const options = { access_mode: mode === "read" ? "READ_ONLY" : "READ_WRITE" };
  const instance = await patiently(path, () => DuckDBInstance.create(path, options), waiting);
  try {
    const connection = await instance.connect();
    try {
      await checkMark(path, connection);
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** Tries until it succeeds or the time is up, less often the longer it lasts. */
async function patiently<T>(path: string, open: () => Promise<T>, waiting: Waiting): Promise<T> {
  const { waitMs = usualWaitMs, signal } = waiting;
  const until = Date.now() + waitMs;
  // Processes that began to wait together should not all come back together.
  let interval = 20 + (process.pid % 30);
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await open();
    } catch (error) {
      const text = (error as Error).message;
      if (!/could not set lock|conflicting lock|being used by another process/i.test(text))
        throw new UserError(openingFault(path, text));
      const left = until - Date.now();
      if (left <= 0) {
        const holder = /\(PID \d+\)/.exec(text)?.[0].slice(1, -1);
        throw new HistoryBusy(messages.historyBusy(path, Math.round(waitMs / 1000), holder));
      }
      await pause(Math.min(interval, left), undefined, signal === undefined ? {} : { signal });
      interval = Math.min(interval * 1.5, 500 + (process.pid % 100));
    }
  }
}

function openingFault(path: string, text: string): string {
  if (/not a valid DuckDB database/i.test(text)) return messages.notHistory(path, messages.notDatabase);
  if (/is a directory/i.test(text)) return messages.notHistory(path, "it is a folder");
  return messages.historyUnusable(path, text.split("\n")[0].replace(/^\w+ Error: /, ""));
}

async function checkMark(path: string, connection: DuckDBConnection): Promise<void> {
  const tables = await connection.runAndReadAll("SELECT table_name FROM duckdb_tables()");
  if (!tables.getRows().some(([name]) => name === markTable))
    throw new UserError(messages.notHistory(path, messages.noHistoryTables));
  const [row] = (await connection.runAndReadAll(`SELECT version FROM ${markTable}`)).getRows();
  if (row?.[0] !== historyVersion)
    throw new UserError(messages.historyVersion(path, row?.[0] ?? "unknown", historyVersion));
}

/**
 * Makes an empty history where there is no file. It is made under another name beside it and appears whole;
 * of several processes that make one at the same time, one does.
 * @throws UserError where the folder isn't there or can't be written to
 */
export async function createHistory(path: string): Promise<void> {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) throw new UserError(messages.folderMissing(path, dirname(path)));
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const temporary = join(
    dirname(path),
    `.${basename(path)}.${process.pid}.${randomBytes(4).toString("hex")}`,
  );
  try {
    const instance = await DuckDBInstance.create(temporary);
    const connection = await instance.connect();
    await connection.run(createTables(historyVersion));
    connection.closeSync();
    instance.closeSync();
    await link(temporary, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return;
      // A file system without hard links.
      if (!existsSync(path)) await rename(temporary, path);
    });
  } catch (error) {
    const text = (error as Error).message.split("\n")[0].replace(/^\w+ Error: /, "");
    throw new UserError(messages.historyUnusable(path, text));
  } finally {
    await rm(temporary, { force: true });
    await rm(`${temporary}.wal`, { force: true });
  }
}

/**
 * Makes sure, before hours of scoring, that a run can be recorded later: makes the history where there is
 * none, else opens it once. One that is in use just now is taken to be fit.
 * @throws UserError as withHistory
 */
export async function checkHistory(path: string): Promise<void> {
  await createHistory(path);
  await withHistory(path, "write", async () => undefined, { waitMs: 0 }).catch((error) => {
    if (!(error instanceof HistoryBusy)) throw error;
  });
}
