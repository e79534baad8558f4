import { copyFileSync, existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { checkHistory, createHistory, withHistory } from "../../src/history/openHistory.js";
import { readHistory } from "../../src/history/readHistory.js";
import { recordAfterRun, recordRun } from "../../src/history/recordRun.js";
import { selectFigures } from "../../src/history/selectFigures.js";
import { UserError } from "../../src/messages/userError.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { goldenResults } from "../reports/goldenResults.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

function run(startedAt: string, change: (file: ResultsFile) => void = () => undefined): ResultsFile {
  const file = goldenResults("reference");
  file.execution.startedAt = startedAt;
  change(file);
  return file;
}

describe("recording", () => {
  it("keeps every figure, interval and hash of the results as they are", async () => {
    const file = run("2026-11-01T03:00:00.000Z");
    await recordRun(at("figures.duckdb"), file);
    const { runs } = await readHistory(at("figures.duckdb"));
    const { results } = file;
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      run: 1,
      startedAt: "2026-11-01T03:00:00.000Z",
      tool: { version: results.tool.version },
      model: { name: results.model.name, sha256: results.model.sha256 },
      protocol: { name: results.protocol.name, sha256: results.protocol.sha256 },
      cohort: { sha256: results.cohort.sha256, casesTableSha256: results.cohort.casesTable.sha256 },
      bootstrap: results.protocol.bootstrap,
      verdict: results.verdict,
    });
    expect(runs[0].figures).toHaveLength(
      results.strata.reduce((sum, { metrics }) => sum + Object.keys(metrics).length, 0),
    );
    const bounds = (interval: { lower: number; upper: number; level: number; method: string } | null) =>
      interval && (({ lower, upper, level, method }) => ({ lower, upper, level, method }))(interval);
    for (const stratum of results.strata)
      for (const [metric, figure] of Object.entries(stratum.metrics)) {
        const read = runs[0].figures.find((one) => one.stratum === stratum.name && one.metric === metric)!;
        expect(read).toEqual({
          ...{ stratum: stratum.name, kind: stratum.kind, metric, cases: stratum.cases },
          ...{ positives: stratum.positives, negatives: stratum.negatives },
          ...{ value: figure.value, status: figure.status, reason: figure.reason ?? null },
          ...{ ci: bounds(figure.ci), exactCi: bounds(figure.exactCi ?? null) },
        });
      }
    const failed = results.acceptance.filter(({ outcome }) => outcome !== "pass");
    expect(runs[0].findings.map(({ stratum, metric, outcome }) => ({ stratum, metric, outcome }))).toEqual(
      failed.map(({ stratum, metric, outcome }) => ({ stratum, metric, outcome })),
    );
    expect(failed.length).toBeGreaterThan(0);
  });

  it("keeps figures that are undefined with their reason", async () => {
    const file = goldenResults("degenerate");
    await recordRun(at("degenerate.duckdb"), file);
    const [{ figures }] = (await readHistory(at("degenerate.duckdb"))).runs;
    const undefinedOnes = file.results.strata.flatMap(({ metrics }) =>
      Object.values(metrics).filter(({ value }) => value === null),
    );
    const read = figures.filter(({ value }) => value === null);
    expect(read.map(({ reason }) => reason)).toEqual(undefinedOnes.map(({ reason }) => reason ?? null));
    expect(read.length).toBeGreaterThan(0);
  });

  it("orders runs by their start, and says what changed and which results are the same", async () => {
    const path = at("changes.duckdb");
    const hash = (digit: string) => digit.repeat(64);
    await recordRun(path, run("2026-11-03"));
    await recordRun(
      path,
      run("2026-11-05", ({ results }) => (results.model.sha256 = hash("a"))),
    );
    await recordRun(
      path,
      run("2026-11-06", ({ results }) => {
        results.model.sha256 = hash("a");
        results.cohort.sha256 = hash("b");
        results.tool.version = "9.9.9";
        results.protocol.bootstrap.seed = 7;
      }),
    );
    await recordRun(path, run("2026-11-04"));
    await recordRun(
      path,
      run("2026-11-02", ({ results }) => (results.protocol.name = "another")),
    );
    const { runs } = await readHistory(path);
    expect(runs.map(({ run, changed, sameResultsAs }) => [run, changed, sameResultsAs])).toEqual([
      [5, [], null],
      [1, [], null],
      [4, [], 1],
      [2, ["model"], null],
      [3, ["cohort", "tool", "settings"], null],
    ]);
  });

  it("records margins of a comparison that were not passed, beside the criteria", async () => {
    const path = at("regression.duckdb");
    const rule = { stratum: "general", metric: "auroc", rule: { margin: 0.02, minimum: 10 } };
    await recordRun(
      path,
      run("2026-11-01", ({ results }) => {
        results.acceptance = [];
        results.comparison = {
          rules: [
            { ...rule, outcome: "fail" },
            { ...rule, stratum: "ct-confirmed", outcome: "pass" },
            { ...rule, corruption: "rotation", severity: 3, of: "drop", outcome: "fail" },
          ],
        } as unknown as typeof results.comparison;
      }),
    );
    const { runs } = await readHistory(path);
    expect(runs[0].findings).toEqual([
      { stratum: "general", metric: "auroc", rule: "regression margin 0.02", outcome: "fail" },
      {
        ...{ stratum: "general", metric: "auroc", outcome: "fail" },
        rule: "regression margin 0.02 on the drop under rotation at severity 3",
      },
    ]);
  });

  it("records the very same run once", async () => {
    const path = at("once.duckdb");
    expect(await recordRun(path, run("2026-11-01"))).toEqual({ run: 1, already: false });
    expect(await recordRun(path, run("2026-11-01"))).toEqual({ run: 1, already: true });
    expect(await recordRun(path, run("2026-11-02"))).toEqual({ run: 2, already: false });
    expect((await readHistory(path)).runs).toHaveLength(2);
  });

  it("does one thing after the other within a process", async () => {
    const path = at("together.duckdb");
    const starts = Array.from({ length: 12 }, (_, i) => `2026-11-${10 + i}`);
    const recorded = await Promise.all(starts.map((start) => recordRun(path, run(start))));
    expect(recorded.map((one) => one.run).sort((a, b) => a - b)).toEqual(starts.map((_, i) => i + 1));
    expect((await readHistory(path)).runs.map(({ startedAt }) => startedAt)).toEqual(starts);
  });

  it("leaves no other files behind", () => {
    expect(readdirSync(folder).filter((name) => name.startsWith(".") || name.endsWith(".wal"))).toEqual([]);
  });
});

describe("a log cut short, as by a process that was killed", () => {
  it("leaves the runs before it whole, wherever it is cut", async () => {
    const path = at("cut.duckdb");
    await recordRun(path, run("2026-11-01"));
    // What a killed process leaves: the file as it was, and a log that never got into it.
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run("PRAGMA disable_checkpoint_on_shutdown");
    await connection.run("SET wal_autocheckpoint = '1GB'");
    await connection.run("BEGIN");
    await connection.run(
      "INSERT INTO runs SELECT * REPLACE (2 AS run, '2026-11-02' AS started_at) FROM runs",
    );
    await connection.run("INSERT INTO figures SELECT * REPLACE (2 AS run) FROM figures WHERE run = 1");
    await connection.run("COMMIT");
    connection.closeSync();
    instance.closeSync();
    const log = `${path}.wal`;
    expect(existsSync(log)).toBe(true);
    const { statSync } = await import("node:fs");
    const { size } = statSync(log);
    const seen = new Set<number>();
    for (const share of [0, 0.01, 0.1, 0.35, 0.6, 0.9, 0.99, 1]) {
      const copy = at("cut-copy.duckdb");
      copyFileSync(path, copy);
      copyFileSync(log, `${copy}.wal`);
      truncateSync(`${copy}.wal`, Math.floor(share * size));
      const { runs } = await readHistory(copy);
      expect(runs[0].figures).toHaveLength(33);
      if (runs.length > 1) expect(runs[1].figures).toHaveLength(33);
      seen.add(runs.length);
      await recordRun(copy, run("2026-11-09"));
      expect((await readHistory(copy)).runs).toHaveLength(runs.length + 1);
    }
    expect([...seen]).toEqual([1, 2]);
  });
});

describe("bad files", () => {
  const refused = (work: Promise<unknown>, text: RegExp) =>
    work.then(
      () => expect.fail("was accepted"),
      (error) => {
        expect(error).toBeInstanceOf(UserError);
        expect(error.message).toMatch(text);
        expect(error.message).not.toContain("\n");
      },
    );

  it("says that a file isn't there, and which folder", async () => {
    await refused(readHistory(at("none.duckdb")), /none\.duckdb does not exist; run with --history/);
    await refused(recordRun(at("nowhere/h.duckdb"), run("x")), /the folder \S+nowhere does not exist/);
  });

  it.each([
    ["text", "Not a database, only a line of text.\n"],
    ["nothing", ""],
  ])("says that a file is no DuckDB file: %s", async (name, content) => {
    writeFileSync(at(name), content);
    for (const work of [readHistory(at(name)), recordRun(at(name), run("x")), checkHistory(at(name))])
      await refused(work, /is no history of wrist-bench: it is not a DuckDB file; name another file/);
  });

  it("says that a folder is none", () => refused(readHistory(folder), /it is a folder/));

  it("says that a database holds something else", async () => {
    const instance = await DuckDBInstance.create(at("other.duckdb"));
    const connection = await instance.connect();
    await connection.run("CREATE TABLE runs (a INTEGER)");
    connection.closeSync();
    instance.closeSync();
    await refused(recordRun(at("other.duckdb"), run("x")), /is a DuckDB file with other tables/);
  });

  it("says which version it knows", async () => {
    await createHistory(at("newer.duckdb"));
    await withHistory(at("newer.duckdb"), "write", (connection) =>
      connection.run("UPDATE wrist_bench_history SET version = 2"),
    );
    await refused(readHistory(at("newer.duckdb")), /is a history of version 2, this version .* knows 1; use/);
  });

  it("says how to record later a run that could not be", () =>
    refused(
      recordAfterRun(at("text"), run("x"), "out", {}),
      /not a DuckDB file.*; the results are written to out, to record them run: wrist-bench history \S+ --add out/,
    ));
});

describe("figures shown", () => {
  it("are the main ones and those with findings, of declared strata and merged", async () => {
    const path = at("select.duckdb");
    await recordRun(
      path,
      run("2026-11-01", ({ results }) => {
        results.strata[0] = { ...results.strata[0], kind: "band" };
        results.acceptance[0] = { ...results.acceptance[0], metric: "npv", outcome: "fail" };
      }),
    );
    const history = await readHistory(path);
    const shown = (metrics?: string, strata?: string) => {
      const { figures } = selectFigures(history, metrics, strata).runs[0];
      const set = (key: "metric" | "stratum") => [...new Set(figures.map((figure) => figure[key]))];
      return [set("metric"), set("stratum")];
    };
    expect(shown()).toEqual([
      ["auroc", "sensitivity", "specificity", "npv"],
      ["ct-confirmed", "merged"],
    ]);
    expect(shown("f1, mcc", "general")).toEqual([["f1", "mcc"], ["general"]]);
    expect(() => shown("aurok")).toThrow(/no run of the history has it \(did you mean "auroc"\?\)/);
    expect(() => shown(undefined, "generol")).toThrow(/did you mean "general"/);
  });
});
