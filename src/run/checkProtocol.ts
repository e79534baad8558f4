import type { Cohort } from "../cohort/cohort.js";
import { checkReaders } from "../cohort/readerCalls.js";
import { subgroupsOf } from "../cohort/subgroups.js";
import { checkValidationViews } from "../cohort/validation.js";
import * as cohortMessages from "../messages/cohort.js";
import * as strataMessages from "../messages/strata.js";
import { UserError } from "../messages/userError.js";
import { chosenThreshold } from "../strata/chosenThreshold.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import { checkConfounders } from "./checkConfounders.js";

/**
 * Checks the strata file against the cohort's make-up, before anything is scored.
 * @returns who is resampled: `patient` where there is such a column, unless declared otherwise
 * @throws UserError where patients, a view or a level are named that the manifest doesn't have, or cases
 *   can't be crossed or banded as declared
 */
export function checkProtocol(strata: ValidatedYaml<StrataFile>, cohort: Cohort): "patient" | "case" {
  const unit = strata.value.bootstrap.unit ?? (cohort.hasPatients ? "patient" : "case");
  if (unit === "patient" && !cohort.hasPatients)
    throw new UserError(cohortMessages.noPatients(strata.place(["bootstrap", "unit"])));
  if (cohort.views.length > 0) {
    checkThresholdUnits(strata, cohort.views);
    checkComparedViews(strata, cohort.views);
  }
  checkValidationViews(strata, cohort);
  checkReaders(strata, cohort);
  subgroupsOf(strata.value, cohort, strata.place);
  checkConfounders(strata, cohort);
  return unit;
}

/** A threshold for a view that isn't there would silently not be used. */
export function checkThresholdUnits(strata: ValidatedYaml<StrataFile>, views: readonly string[]): void {
  const { threshold } = strata.value;
  if (typeof threshold !== "object" || chosenThreshold(threshold) !== null) return;
  const known = [...views, "case"];
  for (const name of Object.keys(threshold))
    if (!known.includes(name))
      throw new UserError(
        strataMessages.unknownThresholdUnit(strata.place(["threshold", name]), name, known),
      );
}

/** A published view beside one that isn't there would stand beside nothing. */
function checkComparedViews(strata: ValidatedYaml<StrataFile>, views: readonly string[]): void {
  for (const name of Object.keys(strata.value.compareWith?.views ?? {}))
    if (!views.includes(name))
      throw new UserError(
        strataMessages.unknownComparedView(strata.place(["compareWith", "views", name]), name, views),
      );
}

/**
 * Checks that every stratum still has cases once unreadable ones are out.
 * @param before how many cases there were
 */
export function checkStrataLeft(strata: ValidatedYaml<StrataFile>, cohort: Cohort, before: number): void {
  strata.value.strata.forEach(({ name }, s) => {
    if (!cohort.cases.some((one) => one.member[s]))
      throw new UserError(
        cohortMessages.stratumUnreadable(strata.place(["strata", s]), name, before - cohort.cases.length),
      );
  });
}
