/** A table of the history: columns and their SQL types, in order. */
type Columns = Readonly<Record<string, string>>;

/** One row a run. Times and hashes are text as results.json has them. */
export const runColumns: Columns = {
  run: "INTEGER",
  started_at: "VARCHAR",
  duration_ms: "DOUBLE",
  tool_version: "VARCHAR",
  model_name: "VARCHAR",
  model_sha256: "VARCHAR",
  model_description_sha256: "VARCHAR",
  protocol_name: "VARCHAR",
  strata_sha256: "VARCHAR",
  cohort_name: "VARCHAR",
  manifest_sha256: "VARCHAR",
  images_sha256: "VARCHAR",
  cases_table_sha256: "VARCHAR",
  iterations: "INTEGER",
  seed: "BIGINT",
  level: "DOUBLE",
  unit: "VARCHAR",
  verdict: "VARCHAR",
  /** Criteria that failed, in words, for a glance; `findings` has them by stratum and metric. */
  failed: "VARCHAR[]",
  results_sha256: "VARCHAR",
};

/** One row a criterion or comparison that failed or was inconclusive. */
export const findingColumns: Columns = {
  run: "INTEGER",
  stratum: "VARCHAR",
  metric: "VARCHAR",
  rule: "VARCHAR",
  outcome: "VARCHAR",
};

/** One row a run, stratum and metric. */
export const figureColumns: Columns = {
  run: "INTEGER",
  stratum: "VARCHAR",
  kind: "VARCHAR",
  metric: "VARCHAR",
  cases: "INTEGER",
  positives: "INTEGER",
  negatives: "INTEGER",
  value: "DOUBLE",
  status: "VARCHAR",
  reason: "VARCHAR",
  ci_lower: "DOUBLE",
  ci_upper: "DOUBLE",
  ci_level: "DOUBLE",
  ci_method: "VARCHAR",
  exact_lower: "DOUBLE",
  exact_upper: "DOUBLE",
  exact_level: "DOUBLE",
  exact_method: "VARCHAR",
};

/** Names the file a history, with its version. */
export const markTable = "wrist_bench_history";

const tables = { runs: runColumns, findings: findingColumns, figures: figureColumns } as const;

/** SQL that makes the tables of an empty history. */
export function createTables(version: number): string {
  const columns = (all: Columns) => Object.entries(all).map(([name, type]) => `${name} ${type}`);
  return [
    ...Object.entries(tables).map(([name, all]) => `CREATE TABLE ${name} (${columns(all).join(", ")});`),
    `CREATE TABLE ${markTable} (version INTEGER);`,
    `INSERT INTO ${markTable} VALUES (${version});`,
  ].join("\n");
}

/** SQL that adds rows given as one JSON text, `$rows`: a list of objects with the columns as keys. */
export function insertRows(table: keyof typeof tables): string {
  const shape = JSON.stringify([tables[table]]);
  const names = Object.keys(tables[table]).join(", ");
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM (SELECT unnest(from_json_strict($rows, '${shape}'), recursive := true))`;
}
