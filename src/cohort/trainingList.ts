import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as messages from "../messages/independence.js";
import { UserError } from "../messages/userError.js";
import * as yamlMessages from "../messages/yaml.js";
import type { TrainingKey } from "../results/schema/cohortParts.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import { evaluateOne } from "./declared.js";
import { loadTable } from "./table.js";

/** What the model was trained on, as the strata file declares it. */
export interface TrainingList {
  /** File name without its folder. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  /** Distinct values, blanks left out, by what they identify; hashes in lower case. */
  readonly values: ReadonlyMap<TrainingKey, ReadonlySet<string>>;
}

/**
 * Reads the table of what the model was trained on.
 * @param path of that table
 * @param hasPatients whether the cohort names patients to look for
 * @throws UserError naming the place in the strata file: a column that isn't there, no value, no SHA-256
 */
export async function readTrainingList(
  strata: ValidatedYaml<StrataFile>,
  path: string,
  hasPatients: boolean,
): Promise<TrainingList> {
  const { columns } = strata.value.training!;
  const bytes = await readFile(path).catch((error: Error) => {
    throw new UserError(yamlMessages.fileUnreadable("training list", path, error.message));
  });
  const declared = (["patient", "case", "sha256"] as const).flatMap((key) => {
    const sql = columns[key];
    return sql === undefined ? [] : [{ key, sql, at: ["training", "columns", key] }];
  });
  const patient = declared.find(({ key }) => key === "patient");
  if (patient && !hasPatients) throw new UserError(messages.noPatientColumn(strata.place(patient.at)));
  const table = await loadTable(
    path,
    declared.map(({ sql }) => sql),
  );
  const values = new Map<TrainingKey, ReadonlySet<string>>();
  for (const { key, sql, at } of declared) {
    const cells = (await evaluateOne(strata, table, { at, sql, kind: "text" })) as (string | null)[];
    const known = new Set<string>();
    cells.forEach((cell, row) => {
      if (cell === null || cell.trim() === "") return;
      if (key === "sha256" && !/^[0-9a-f]{64}$/i.test(cell))
        throw new UserError(messages.notSha256(strata.place(at), path, row + 1, cell.slice(0, 80)));
      known.add(key === "sha256" ? cell.toLowerCase() : cell);
    });
    if (known.size === 0) throw new UserError(messages.allBlank(strata.place(at), key, path));
    values.set(key, known);
  }
  return {
    file: basename(path),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    rows: table.rows,
    values,
  };
}
