import type { Scores } from "../../runners/scores.js";
import type { Cohort } from "../cohort/cohort.js";
import { type Confounder, confounderValue } from "../cohort/confounders.js";
import { type ReaderColumn, readerCalls } from "../cohort/readerCalls.js";
import type { Value } from "../cohort/variables.js";
import { csv } from "./csv.js";
import type { Pseudonymise } from "./pseudonyms.js";

/**
 * cases.csv: a row a case analysed, sorted by its name there, so that the order tells nothing of the
 * manifest's. Columns: `case`, `patient`, `label`, one 0/1 column a stratum, `probability`,
 * `probability_VIEW`…, `member_1…K`, `tempered_member_1…K` where temperatures are declared, then age and sex where known, the other declared confounders, and the
 * readers' calls (0, 1, or blank where not read) as `reader_KEY`.
 */
export function casesTable(
  cohort: Cohort,
  scores: Scores,
  pseudonymise: Pseudonymise,
  readers: Readonly<Record<string, ReaderColumn>> = {},
  confounders: readonly Confounder[] = [],
): string {
  const calls = Object.values(readers).map((reader) => readerCalls(reader, cohort));
  const views = [...scores.views.keys()];
  const { temperedMembers = [] } = scores;
  const withAge = cohort.cases.some((one) => one.age !== null);
  const withSex = cohort.cases.some((one) => one.sex !== null);
  // Age and sex have their columns already, unless the confounder goes by another name.
  const others = confounders.filter(({ name, from }) => name !== from);
  const header = [
    "case",
    ...(cohort.hasPatients ? ["patient"] : []),
    "label",
    ...cohort.strata,
    "probability",
    ...views.map((view) => `probability_${view}`),
    ...scores.members.map((_, m) => `member_${m + 1}`),
    ...temperedMembers.map((_, m) => `tempered_member_${m + 1}`),
    ...(withAge ? ["age"] : []),
    ...(withSex ? ["sex"] : []),
    ...others.map(({ name }) => name),
    ...Object.keys(readers).map((key) => `reader_${key}`),
  ];
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  const rows = cohort.cases.map((one, i) => [
    pseudonymise("case", one.id),
    ...(cohort.hasPatients ? [pseudonymise("patient", one.patient!)] : []),
    one.label,
    ...one.member.map((is) => (is ? 1 : 0)),
    scores.cases[i],
    ...views.map((view) => orNull(scores.views.get(view)![i])),
    ...scores.members.map((member) => member[i]),
    ...temperedMembers.map((member) => member[i]),
    ...(withAge ? [one.age] : []),
    ...(withSex ? [one.sex] : []),
    ...others.map((confounder) => cell(confounderValue(one, confounder))),
    ...calls.map((of) => of[i]),
  ]);
  rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  return csv(header, rows);
}

const cell = (value: Value): string | number | null => (typeof value === "boolean" ? Number(value) : value);
