import type { Scores } from "../../runners/scores.js";
import type { Cohort } from "../cohort/cohort.js";
import { csv } from "./csv.js";
import type { Pseudonymise } from "./pseudonyms.js";

/** A cohort's scores under one corruption. */
interface Corrupted {
  readonly corruption: string;
  readonly severity: number;
  readonly scores: Scores;
}

/**
 * corrupted-cases.csv: a row a case, corruption and severity, so that others can recompute what results.json
 * says of robustness; label, patient and strata are in cases.csv, under the same `case`. Columns: `case`,
 * `corruption`, `severity`, `probability` (as decided on) and `member_1…K` of an ensemble. Corruptions and
 * severities in the order of results.json, cases within them in that of cases.csv.
 */
export function corruptedCasesTable(
  cohort: Cohort,
  corrupted: readonly Corrupted[],
  pseudonymise: Pseudonymise,
): string {
  const names = cohort.cases.map(({ id }) => String(pseudonymise("case", id)));
  const order = [...names.keys()].sort((a, b) => (names[a] < names[b] ? -1 : 1));
  const members = corrupted[0]?.scores.members ?? [];
  return csv(
    ["case", "corruption", "severity", "probability", ...members.map((_, m) => `member_${m + 1}`)],
    corrupted.flatMap(({ corruption, severity, scores }) =>
      order.map((i) => [
        ...[names[i], corruption, severity, scores.cases[i]],
        ...scores.members.map((member) => member[i]),
      ]),
    ),
  );
}
