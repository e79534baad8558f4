import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Cohort } from "../src/cohort/cohort.js";
import { quoteIdentifier } from "../src/cohort/sqlText.js";
import { loadTable, type Table } from "../src/cohort/table.js";
import * as messages from "../src/messages/predictions.js";
import { UserError } from "../src/messages/userError.js";
import * as yamlMessages from "../src/messages/yaml.js";
import type { ModelIdentity } from "../src/results/schema/results.js";
import type { Scores } from "./scores.js";

export interface Predictions {
  readonly identity: ModelIdentity;
  readonly scores: Scores;
}

/**
 * Reads a predictions table (CONTRACT): `case_id`, `probability`, perhaps `view` and
 * `member_1 … member_K`; without `probability` it is the members' mean.
 * Rows for cases and views of the manifest that are not evaluated are passed over. Views are the cohort's, or the
 * table's own where the cohort names none.
 * @throws UserError that counts and names cases missing, twice or unknown, and values that are no probability
 */
export async function readPredictions(path: string, cohort: Cohort): Promise<Predictions> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? yamlMessages.fileMissing("predictions table", path)
        : yamlMessages.fileUnreadable("predictions table", path, error.message),
    );
  });
  const table = await loadTable(path, ["case_id", "view"]);
  return {
    identity: {
      name: basename(path),
      format: "predictions",
      sha256: createHash("sha256").update(bytes).digest("hex"),
      file: basename(path),
    },
    scores: await scoresOf(path, table, cohort),
  };
}

async function scoresOf(path: string, table: Table, cohort: Cohort): Promise<Scores> {
  const has = (name: string) => table.columns.includes(name);
  if (!has("case_id")) throw new UserError(messages.noColumn(path, "case_id", table.columns));
  const members = memberColumns(path, table.columns);
  if (!has("probability") && members.length === 0)
    throw new UserError(messages.noColumn(path, "probability", table.columns));
  const byView = has("view");
  const value = (name: string) => `TRY_CAST(${quoteIdentifier(name)} AS DOUBLE)`;
  const text = (name: string) => `CAST(${quoteIdentifier(name)} AS VARCHAR)`;
  const numeric = [...(has("probability") ? ["probability"] : []), ...members];
  const [ids, views, ...rest] = (await table.evaluate([
    text("case_id"),
    byView ? text("view") : "NULL",
    ...numeric.map(value),
    ...numeric.map(text),
  ])) as [(string | null)[], (string | null)[], ...unknown[][]];
  const caseIndex = new Map(cohort.cases.map((one, i) => [one.id, i]));
  const ownViews = cohort.cases.map((one) => new Set(one.images.map((image) => image.view)));
  const evaluated = new Uint8Array(table.rows);
  const unknown = new Set<string>();
  ids.forEach((id, row) => {
    if (id === null) throw new UserError(messages.blankCase(path, row + 1));
    const c = caseIndex.get(id);
    if (c === undefined) {
      if (!cohort.manifestCases.has(id)) unknown.add(id);
      return;
    }
    const view = views[row] ?? null;
    if (byView && view === null) throw new UserError(messages.viewMissing(path, row + 1));
    if (byView && cohort.views.length > 0 && !ownViews[c].has(view)) {
      // `where` may have taken this view of the case out; then its score counts for nothing.
      if (cohort.manifestCases.get(id)!.has(view!)) return;
      throw new UserError(messages.unknownView(path, row + 1, id, view!, [...cohort.manifestCases.get(id)!]));
    }
    evaluated[row] = 1;
  });
  const units: (string | null)[] = !byView
    ? [null]
    : cohort.views.length > 0
      ? [...cohort.views]
      : distinct(views.filter((_, row) => evaluated[row] === 1));
  const rowOf = units.map(() => new Int32Array(cohort.cases.length).fill(-1));
  const twice = new Set<string>();
  ids.forEach((id, row) => {
    if (evaluated[row] === 0) return;
    const rows = rowOf[byView ? units.indexOf(views[row]) : 0];
    const c = caseIndex.get(id!)!;
    if (rows[c] >= 0) twice.add(id!);
    rows[c] = row;
  });
  if (unknown.size > 0)
    throw new UserError(messages.unknownCases(path, cohort.file, unknown.size, [...unknown]));
  if (twice.size > 0) throw new UserError(messages.twice(path, twice.size, [...twice]));
  const missing = cohort.cases.filter((one, c) =>
    byView && cohort.views.length > 0
      ? one.images.some((image) => rowOf[units.indexOf(image.view)]![c]! < 0)
      : rowOf.every((rows) => rows[c]! < 0),
  );
  if (missing.length > 0)
    throw new UserError(
      messages.missingCases(
        path,
        missing.length,
        missing.map((one) => one.id),
      ),
    );

  numeric.forEach((name, k) => {
    refuseImprobable(
      path,
      name,
      rest[k] as (number | null)[],
      rest[numeric.length + k] as (string | null)[],
      evaluated,
    );
  });

  /** By unit (view, or the one unit that is the case), NaN where a case has none. */
  const column = (k: number) =>
    rowOf.map((rows) => Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : (rest[k]![row] as number))));
  const perMember = members.map((_, m) => column(numeric.length - members.length + m));
  const probability = has("probability") ? column(0) : mean(perMember);
  return {
    cases: overUnits(probability),
    views: new Map(byView ? units.map((view, u) => [view!, probability[u]!]) : []),
    members: perMember.map(overUnits),
  };
}

function memberColumns(path: string, columns: readonly string[]): string[] {
  const numbers = columns.flatMap((name) => {
    const match = /^member_(\d+)$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
  const names = numbers.map((_, i) => `member_${i + 1}`);
  const gap = names.find((name) => !columns.includes(name));
  if (gap !== undefined) throw new UserError(messages.memberMissing(path, gap));
  return names;
}

function refuseImprobable(
  path: string,
  column: string,
  values: readonly (number | null)[],
  texts: readonly (string | null)[],
  evaluated: Uint8Array,
) {
  const bad = values.flatMap((p, row) =>
    evaluated[row] === 0 || (p !== null && p >= 0 && p <= 1) ? [] : [row],
  );
  if (bad.length === 0) return;
  const row = bad[0]!;
  throw new UserError(
    messages.notProbability(path, column, bad.length, `row ${row + 1} (${texts[row] ?? "blank"})`),
  );
}

const distinct = (views: readonly (string | null)[]): string[] =>
  [...new Set(views)].filter((view): view is string => view !== null).sort();

/** The members' mean, unit by unit. */
const mean = (members: readonly Float64Array[][]): Float64Array[] =>
  members[0]!.map((first, u) =>
    first.map((_, c) => members.reduce((sum, member) => sum + member[u]![c]!, 0) / members.length),
  );

/** A case's value: the mean over the views it has. */
const overUnits = (units: readonly Float64Array[]): Float64Array =>
  units[0]!.map((_, c) => {
    const present = units.map((unit) => unit[c]!).filter((p) => !Number.isNaN(p));
    return present.reduce((sum, p) => sum + p, 0) / present.length;
  });
