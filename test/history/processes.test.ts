import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { checkHistory } from "../../src/history/openHistory.js";
import { readHistory } from "../../src/history/readHistory.js";
import { recordRun } from "../../src/history/recordRun.js";
import { RandomStream } from "../../src/statistics/random.js";
import { goldenResults } from "../reports/goldenResults.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
const results = join(import.meta.dirname, "../reports/golden/reference.json");
const figures = 33;

/** A process that records runs NAME-0000, NAME-0001, … */
function writer(history: string, name: string, count: number) {
  const child: ChildProcess = spawn(process.execPath, [
    ...[join(import.meta.dirname, "writer.mjs"), history, results, name, String(count)],
  ]);
  let stdout = "";
  let stderr = "";
  child.stdout!.on("data", (text) => {
    stdout += text;
  });
  child.stderr!.on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<{ recorded: string[]; stderr: string }>((resolve) =>
    child.on("close", () => resolve({ recorded: stdout.split("\n").filter((line) => line), stderr })),
  );
  return { child, ended, recorded: () => stdout.split("\n").length - 1 };
}

it("processes that write at the same time wait for each other; every run is there once and whole", async () => {
  const path = join(folder, "several.duckdb");
  const writers = ["a", "b", "c"].map((name) => writer(path, name, 6));
  for (const { stderr } of await Promise.all(writers.map(({ ended }) => ended))) expect(stderr).toBe("");
  const { runs } = await readHistory(path);
  expect(runs.map(({ startedAt }) => startedAt)).toEqual(
    ["a", "b", "c"].flatMap((name) => Array.from({ length: 6 }, (_, i) => `${name}-000${i}`)),
  );
  expect(runs.map(({ run }) => run).sort((a, b) => a - b)).toEqual(runs.map((_, i) => i + 1));
  for (const run of runs) expect(run.figures).toHaveLength(figures);
});

it("a process killed at any moment leaves whole what it recorded, and nothing in halves", async () => {
  const path = join(folder, "killed.duckdb");
  const random = new RandomStream(5, "kills");
  const acknowledged: string[] = [];
  for (let round = 0; round < 8; round++) {
    // Two at a time, so that one is killed while the other waits or writes.
    const two = ["x", "y"].map((name) => writer(path, `${name}${round}`, 500));
    const several = 1 + Math.floor(random.uniform() * 4);
    while (two[0].recorded() + two[1].recorded() < several) await pause(5);
    await pause(random.uniform() * 60);
    for (const { child } of two) {
      child.kill("SIGKILL");
      await pause(random.uniform() * 40);
    }
    for (const { ended } of two) acknowledged.push(...(await ended).recorded);
    const { runs } = await readHistory(path);
    const starts = runs.map(({ startedAt }) => startedAt);
    // What was said to be recorded is; beyond that at most the run that each was killed in.
    expect(acknowledged.filter((start) => !starts.includes(start))).toEqual([]);
    expect(starts.length).toBeLessThanOrEqual(acknowledged.length + 2 * (round + 1));
    expect(new Set(starts).size).toBe(starts.length);
    for (const run of runs) {
      expect(run.figures).toHaveLength(figures);
      expect(run.findings).toHaveLength(2);
    }
  }
  expect(acknowledged.length).toBeGreaterThan(12);
}, 120_000);

it("gives up after a while on a file that stays in use, and says who has it", async () => {
  const path = join(folder, "held.duckdb");
  await recordRun(path, goldenResults("reference"));
  const holder = spawn(
    process.execPath,
    [
      "-e",
      `import("@duckdb/node-api").then(async ({ DuckDBInstance }) => {
       globalThis.kept = await DuckDBInstance.create(${JSON.stringify(path)});
       console.log("held"); setInterval(() => {}, 1000); })`,
    ],
    { cwd: join(import.meta.dirname, "../..") },
  );
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  try {
    const file = goldenResults("reference");
    file.execution.startedAt = "later";
    await expect(recordRun(path, file, { waitMs: 1000 })).rejects.toThrow(
      new RegExp(`held\\.duckdb: is in use by another process \\(PID ${holder.pid}\\) for 1 s; wait until`),
    );
    // Before a run, a file in use is no reason not to begin.
    await checkHistory(path);
    const waiting = recordRun(path, file, { waitMs: 20_000 });
    await pause(200);
    holder.kill("SIGKILL");
    expect(await waiting).toEqual({ run: 2, already: false });
  } finally {
    holder.kill("SIGKILL");
  }
});
