import type { Cohort } from "../cohort/cohort.js";
import * as messages from "../messages/plan.js";
import type { PlannedStratum } from "../plan/makePlan.js";
import { type Limit, type PlannedMetric, plannedMetrics } from "../plan/planned.js";
import type { ResultsFile } from "../results/schema/results.js";
import { readStrataFile } from "../strata/readStrataFile.js";
import { checkProtocol } from "./checkProtocol.js";
import { type CohortOptions, openCohort } from "./openCohort.js";

/** Strata with their cases and what is declared for them, before anything is assumed. */
export interface PlanSource {
  readonly strata: readonly Omit<PlannedStratum, "assumed">[];
  /** The confidence level declared. */
  readonly level: number;
  readonly notes: readonly string[];
}

type Declared = Pick<PlannedStratum, "criteria" | "margins">;
type Rule = { metric: string; atLeast?: number | undefined; judge: Limit["judge"]; minimum: number };

const planned = (metric: string): metric is PlannedMetric =>
  (plannedMetrics as readonly string[]).includes(metric);

/**
 * The declared strata and `merged` with their cases as the manifest has them, and the strata file's criteria
 * and regression margins. Scores nothing.
 * @throws UserError as readStrataFile and openCohort
 */
export async function planFromStrata(path: string, options: CohortOptions): Promise<PlanSource> {
  const file = await readStrataFile(path);
  const { cohort } = await openCohort(file, options);
  const unit = checkProtocol(file, cohort);
  const { accept, regression, bootstrap } = file.value;
  const notes = new Set<string>(unit === "patient" ? [messages.patientsCounted] : []);
  const declared = (name: string): Declared => {
    const here = ({ stratum }: { stratum: string }) =>
      stratum === name || (stratum === "*" && name !== "merged");
    return {
      criteria: limitsOf(accept.filter(here), name, notes),
      margins: regression.filter(here).flatMap(({ metric, margin }) => {
        if (planned(metric)) return margin > 0 ? [{ metric, margin }] : [];
        notes.add(messages.marginNotPlanned(metric, name));
        return [];
      }),
    };
  };
  const strata = [...cohort.strata, "merged"].map((name, s) => ({
    name,
    sizes: sizesOf(cohort, name === "merged" ? null : s, unit),
    ...declared(name),
  }));
  return { strata, level: bootstrap.level, notes: [...notes] };
}

/** The same of a run: its strata, cases and criteria. */
export function planFromResults({ results }: ResultsFile): PlanSource {
  const { unit, level } = results.protocol.bootstrap;
  const notes = new Set<string>(unit === "patient" ? [messages.patientsCounted] : []);
  const strata = results.strata.map((one) => {
    const here = results.acceptance.filter(({ stratum }) => stratum === one.name);
    const rules = here.map(({ metric, rule }): Rule => ({ metric, ...rule }));
    return {
      name: one.name,
      sizes: {
        positives: one.positivePatients ?? one.positives,
        negatives: one.negativePatients ?? one.negatives,
      },
      criteria: limitsOf(rules, one.name, notes),
      margins: [],
    };
  });
  return { strata, level, notes: [...notes] };
}

function limitsOf(rules: readonly Rule[], stratum: string, notes: Set<string>): PlannedStratum["criteria"] {
  return rules.flatMap(({ metric, atLeast, judge, minimum }) => {
    if (planned(metric) && atLeast !== undefined) return [{ metric, limit: { atLeast, judge, minimum } }];
    notes.add(messages.criterionNotPlanned(metric, stratum));
    return [];
  });
}

/** Cases, or patients who have one, with and without a fracture. */
function sizesOf(cohort: Cohort, stratum: number | null, unit: "patient" | "case") {
  const count = (label: 0 | 1) => {
    const cases = cohort.cases.filter(
      (one) => one.label === label && (stratum === null || one.member[stratum]),
    );
    return unit === "patient" ? new Set(cases.map(({ patient }) => patient)).size : cases.length;
  };
  return { positives: count(1), negatives: count(0) };
}
