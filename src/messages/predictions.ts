import { firstFew } from "./cohort.js";
import { didYouMean } from "./yaml.js";

export const noColumn = (file: string, name: string, columns: readonly string[]) =>
  `${file}: has no column "${name}"${didYouMean(name, columns)}; a predictions table has case_id, probability (or member_1, member_2, …) and perhaps view; this one has ${columns.join(", ")}`;

export const memberMissing = (file: string, name: string) =>
  `${file}: has no column "${name}" although later members are there; members are numbered from 1 without gaps`;

export const blankCase = (file: string, row: number) => `${file}: row ${row}: case_id is blank`;

export const notProbability = (file: string, column: string, total: number, first: string) =>
  `${file}: ${column} is no probability in ${total} row${total === 1 ? "" : "s"}, the first ${first}; every value must be a number from 0 to 1`;

export const unknownCases = (file: string, manifest: string, total: number, names: readonly string[]) =>
  `${file}: ${firstFew(total, "case", names)} not in ${manifest}; check that the table belongs to this cohort`;

export const missingCases = (file: string, total: number, names: readonly string[]) =>
  `${file}: no prediction for ${firstFew(total, "case", names)}; every case that is evaluated, or chooses the threshold, needs one`;

export const twice = (file: string, total: number, names: readonly string[]) =>
  `${file}: more than one prediction for ${firstFew(total, "case", names)}; keep one a case, or one a view`;

export const unknownView = (file: string, row: number, id: string, view: string, known: readonly string[]) =>
  `${file}: row ${row}: view "${view}"${didYouMean(view, known)} is none of case ${id}'s in the manifest: ${known.join(", ")}`;

export const viewMissing = (file: string, row: number) =>
  `${file}: row ${row}: view is blank; give every row one, or leave the column out`;

export const providerNeedsModel = (provider: string) =>
  `--provider ${provider} needs --model: a table of scores is only read, nothing runs on ${provider}; leave --provider out, or name the model that scored`;
