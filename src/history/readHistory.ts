import type { DuckDBConnection } from "@duckdb/node-api";
import type { History, HistoryFigure, HistoryRun } from "../results/schema/history.js";
import { historySchema, historyVersion } from "../results/schema/history.js";
import { type Waiting, withHistory } from "./openHistory.js";

type Row = Record<string, unknown>;

/**
 * All runs of a history by their start, with all their figures.
 * @throws UserError as withHistory
 */
export function readHistory(path: string, waiting?: Waiting): Promise<History> {
  return withHistory(path, "read", read, waiting);
}

async function read(connection: DuckDBConnection): Promise<History> {
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[];
  const runs = await rows("SELECT *, seed::DOUBLE AS seed_number FROM runs ORDER BY started_at, run");
  const findings = byRun(await rows("SELECT * FROM findings ORDER BY run, rowid"));
  const figures = byRun(await rows("SELECT * FROM figures ORDER BY run, rowid"));
  const first = new Map<unknown, number>();
  for (const { run, results_sha256 } of [...runs].sort((a, b) => Number(a["run"]) - Number(b["run"])))
    if (!first.has(results_sha256)) first.set(results_sha256, Number(run));
  const before = new Map<string, HistoryRun>();
  const read = runs.map((row): HistoryRun => {
    const run: HistoryRun = {
      ...runOf(row),
      findings: (findings.get(row["run"]) ?? []).map(
        ({ run: _, ...finding }) => finding,
      ) as HistoryRun["findings"],
      figures: (figures.get(row["run"]) ?? []).map(figureOf),
    };
    const earliest = first.get(run.resultsSha256)!;
    const former = before.get(run.protocol.name);
    before.set(run.protocol.name, run);
    return {
      ...run,
      sameResultsAs: earliest === run.run ? null : earliest,
      changed: former === undefined ? [] : changes(former, run),
    };
  });
  return historySchema.parse({ historyVersion, runs: read });
}

function byRun(rows: readonly Row[]): Map<unknown, Row[]> {
  const all = new Map<unknown, Row[]>();
  for (const row of rows) {
    const list = all.get(row["run"]);
    if (list) list.push(row);
    else all.set(row["run"], [row]);
  }
  return all;
}

function runOf(row: Row): HistoryRun {
  const text = (name: string) => row[name] as string;
  return {
    run: row["run"] as number,
    startedAt: text("started_at"),
    tool: { version: text("tool_version") },
    model: {
      name: text("model_name"),
      sha256: text("model_sha256"),
      descriptionSha256: row["model_description_sha256"] as string | null,
    },
    protocol: { name: text("protocol_name"), sha256: text("strata_sha256") },
    cohort: {
      name: text("cohort_name"),
      sha256: text("manifest_sha256"),
      imagesSha256: row["images_sha256"] as string | null,
      casesTableSha256: text("cases_table_sha256"),
    },
    bootstrap: {
      iterations: row["iterations"] as number,
      seed: row["seed_number"] as number,
      level: row["level"] as number,
      unit: text("unit"),
    },
    verdict: row["verdict"] as HistoryRun["verdict"],
    findings: [],
    resultsSha256: text("results_sha256"),
    sameResultsAs: null,
    changed: [],
    figures: [],
  };
}

function figureOf({ run: _, ...row }: Row): HistoryFigure {
  const interval = (name: "ci" | "exact") =>
    row[`${name}_lower`] === null
      ? null
      : {
          lower: row[`${name}_lower`],
          upper: row[`${name}_upper`],
          level: row[`${name}_level`],
          method: row[`${name}_method`],
        };
  const { stratum, kind, metric, cases, positives, negatives, value, status, reason } = row;
  return {
    ...{ stratum, kind, metric, cases, positives, negatives, value, status, reason },
    ...{ ci: interval("ci"), exactCi: interval("exact") },
  } as HistoryFigure;
}

/** What a step in the figures may be due to. */
function changes(a: HistoryRun, b: HistoryRun): HistoryRun["changed"] {
  const differs: Record<HistoryRun["changed"][number], boolean> = {
    model: a.model.sha256 !== b.model.sha256 || a.model.descriptionSha256 !== b.model.descriptionSha256,
    strata: a.protocol.sha256 !== b.protocol.sha256,
    cohort: a.cohort.sha256 !== b.cohort.sha256 || a.cohort.imagesSha256 !== b.cohort.imagesSha256,
    tool: a.tool.version !== b.tool.version,
    settings: JSON.stringify(a.bootstrap) !== JSON.stringify(b.bootstrap),
  };
  return (Object.keys(differs) as HistoryRun["changed"]).filter((what) => differs[what]);
}
