import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import * as messages from "../messages/history.js";
import { under } from "../messages/robustness.js";
import { UserError } from "../messages/userError.js";
import type { HistoryFinding } from "../results/schema/history.js";
import type { Metric } from "../results/schema/metric.js";
import type { Results, ResultsFile } from "../results/schema/results.js";
import { createHistory, type Waiting, withHistory } from "./openHistory.js";
import { insertRows } from "./tables.js";

/** What became of a run that was to be recorded. */
export interface Recorded {
  readonly run: number;
  /** The very run was there already, and was not recorded again. */
  readonly already: boolean;
}

/**
 * Records a run: one row of `runs`, and one of `figures` a stratum and metric, in one transaction, so that
 * a process that is killed leaves either all of it or nothing. The file is made where there is none. A
 * run is known by its start and its results: the same is recorded once; another run with the same
 * results is a run of its own.
 * @throws UserError as withHistory
 */
export async function recordRun(path: string, file: ResultsFile, waiting?: Waiting): Promise<Recorded> {
  await createHistory(path);
  return withHistory(path, "write", (connection) => record(connection, file), waiting);
}

/**
 * The same at the end of a run whose outputs are written: where it fails, the error says how to record
 * the run later.
 * @throws UserError
 */
export async function recordAfterRun(
  path: string,
  file: ResultsFile,
  out: string,
  waiting: Waiting,
): Promise<void> {
  await recordRun(path, file, waiting).catch((error) => {
    throw error instanceof UserError ? new UserError(messages.notRecorded(error.message, path, out)) : error;
  });
}

async function record(connection: DuckDBConnection, file: ResultsFile): Promise<Recorded> {
  const sha256 = resultsSha256(file.results);
  const { startedAt } = file.execution;
  const known = await connection.runAndReadAll(
    "SELECT run FROM runs WHERE started_at = $startedAt AND results_sha256 = $sha256",
    { startedAt, sha256 },
  );
  const [found] = known.getRows();
  if (found) return { run: Number(found[0]), already: true };
  const [last] = (await connection.runAndReadAll("SELECT coalesce(max(run), 0) FROM runs")).getRows();
  const run = Number(last[0]) + 1;
  await connection.run("BEGIN TRANSACTION");
  try {
    const add = (table: Parameters<typeof insertRows>[0], rows: readonly object[]) =>
      connection.run(insertRows(table), { rows: JSON.stringify(rows) });
    await add("runs", [runRow(run, file, sha256)]);
    await add(
      "findings",
      findingsOf(file.results).map((finding) => ({ run, ...finding })),
    );
    await add("figures", figureRows(run, file.results));
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
  return { run, already: false };
}

function runRow(run: number, { results, execution }: ResultsFile, sha256: string) {
  const { tool, model, protocol, cohort } = results;
  return {
    run,
    started_at: execution.startedAt,
    duration_ms: execution.durationMs,
    tool_version: tool.version,
    model_name: model.name,
    model_sha256: model.sha256,
    model_description_sha256: model.descriptionSha256 ?? null,
    protocol_name: protocol.name,
    strata_sha256: protocol.sha256,
    cohort_name: cohort.name,
    manifest_sha256: cohort.sha256,
    images_sha256: cohort.imagesSha256,
    cases_table_sha256: cohort.casesTable.sha256,
    ...protocol.bootstrap,
    verdict: results.verdict,
    failed: findingsOf(results)
      .filter(({ outcome }) => outcome === "fail")
      .map(({ metric, stratum, rule }) => `${metric} in ${stratum}: ${rule}`),
    results_sha256: sha256,
  };
}

/** Criteria and margins of a comparison that were not passed. */
function findingsOf(results: Results): HistoryFinding[] {
  const margins = (results.comparison?.rules ?? []).flatMap(
    ({ stratum, metric, rule, outcome, of, ...where }) =>
      outcome === "pass"
        ? []
        : [
            {
              ...{ stratum, metric, outcome },
              rule: `regression margin ${rule.margin}${of === "drop" ? " on the drop" : ""}${under(where)}`,
            },
          ],
  );
  const criteria = results.acceptance.flatMap(({ stratum, metric, rule, outcome, ...where }) => {
    if (outcome === "pass") return [];
    const limit = rule.atLeast === undefined ? `at most ${rule.atMost}` : `at least ${rule.atLeast}`;
    return [{ stratum, metric, rule: `${limit}${under(where)}`, outcome }];
  });
  return [...criteria, ...margins];
}

function figureRows(run: number, results: Results) {
  return results.strata.flatMap(({ name, kind, cases, positives, negatives, metrics }) =>
    Object.entries(metrics as Record<string, Metric>).map(([metric, figure]) => ({
      ...{ run, stratum: name, kind, metric, cases, positives, negatives },
      ...{ value: figure.value, status: figure.status, reason: figure.reason ?? null },
      ...intervalColumns("ci", figure.ci),
      ...intervalColumns("exact", figure.exactCi),
    })),
  );
}

function intervalColumns(name: "ci" | "exact", interval: Metric["exactCi"]) {
  return {
    [`${name}_lower`]: interval?.lower ?? null,
    [`${name}_upper`]: interval?.upper ?? null,
    [`${name}_level`]: interval?.level ?? null,
    [`${name}_method`]: interval?.method ?? null,
  };
}

/** SHA-256 of results as JSON with sorted keys: another order of keys is no other result. */
function resultsSha256(results: Results): string {
  const sorted = (_: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(results, sorted)).digest("hex");
}
