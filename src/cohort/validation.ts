import * as messages from "../messages/operatingPoint.js";
import { UserError } from "../messages/userError.js";
import { chosenThreshold } from "../strata/chosenThreshold.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import type { Cohort, CohortCase } from "./cohort.js";
import type { DeclaredValues } from "./declared.js";

/** Rows by case. */
type Rows = ReadonlyMap<string, number[]>;

/**
 * The rows that choose the operating point, by case: those that `threshold.on` selects, whatever
 * `cohort.where` does with them, without cases of which such a row is excluded. Empty where nothing is to be
 * chosen.
 */
export function validationRows(cases: Rows, { validation, exclude }: DeclaredValues): Map<string, number[]> {
  const chosen = new Map<string, number[]>();
  if (validation === null) return chosen;
  for (const [id, rows] of cases) {
    const selected = rows.filter((row) => validation[row] === true);
    if (selected.length > 0 && !selected.some((row) => exclude.some((out) => out[row] === true)))
      chosen.set(id, selected);
  }
  return chosen;
}

/** All rows of either, by case. */
export function together(a: Rows, b: Rows): Map<string, number[]> {
  const all = new Map(a);
  for (const [id, rows] of b) all.set(id, [...new Set([...(all.get(id) ?? []), ...rows])]);
  return all;
}

/**
 * That a threshold is chosen on cases and patients that are not evaluated, and that they have both classes.
 * @throws UserError that counts and names them
 */
export function checkValidation(
  strata: ValidatedYaml<StrataFile>,
  file: string,
  evaluated: readonly CohortCase[],
  validation: readonly CohortCase[],
): void {
  const declared = chosenThreshold(strata.value.threshold);
  if (declared === null) return;
  const at = strata.place(["threshold", "on"]);
  if (validation.length === 0) throw new UserError(messages.selectsNobody(at, declared.on, file));
  const both = shared(validation, evaluated, (one) => one.id);
  if (both.length > 0) throw new UserError(messages.alsoEvaluated(at, both.length, both));
  const patients = shared(validation, evaluated, (one) => one.patient);
  if (patients.length > 0) throw new UserError(messages.patientEvaluated(at, patients.length, patients));
  refuseOneClass(strata, validation);
}

/**
 * That a threshold can be chosen for every view that is evaluated.
 * @throws UserError naming the view
 */
export function checkValidationViews(strata: ValidatedYaml<StrataFile>, cohort: Cohort): void {
  if (cohort.validation === undefined) return;
  for (const view of cohort.views)
    refuseOneClass(
      strata,
      cohort.validation.filter((one) => one.images.some((image) => image.view === view)),
      view,
    );
}

function refuseOneClass(
  strata: ValidatedYaml<StrataFile>,
  cases: readonly CohortCase[],
  view?: string,
): void {
  const positives = cases.filter((one) => one.label === 1).length;
  const negatives = cases.length - positives;
  if (positives === 0 || negatives === 0)
    throw new UserError(messages.lacksClass(strata.place(["threshold", "on"]), positives, negatives, view));
}

function shared(
  a: readonly CohortCase[],
  b: readonly CohortCase[],
  key: (one: CohortCase) => string | null,
): string[] {
  const known = new Set(b.map(key));
  return [...new Set(a.map(key))].filter((one): one is string => one !== null && known.has(one));
}
