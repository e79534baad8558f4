import type { Cohort } from "../cohort/cohort.js";
import * as messages from "../messages/plan.js";
import type { PlannedStratum } from "../plan/makePlan.js";
import { type Limit, type PlannedMetric, plannedMetrics } from "../plan/planned.js";
import type { RegressionRule } from "../results/schema/comparison.js";
import type { Metric } from "../results/schema/metric.js";
import type { ResultsFile } from "../results/schema/results.js";
import { binormalVariance, type ClassSizes, normalQuantile } from "../statistics/index.js";
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
type Rule = {
  metric: string;
  corruption?: string | undefined;
  atLeast?: number | undefined;
  judge: Limit["judge"];
  minimum: number;
};

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
      margins: marginsOf(regression.filter(here), name, notes),
    };
  };
  const strata = [...cohort.strata, "merged"].map((name, s) => ({
    name,
    sizes: sizesOf(cohort, name === "merged" ? null : s, unit),
    ...declared(name),
  }));
  return { strata, level: bootstrap.level, notes: [...notes] };
}

/** The same of a run: its strata, cases, criteria and margins, and how its AUROCs vary. */
export function planFromResults({ results }: ResultsFile): PlanSource {
  const { unit, level } = results.protocol.bootstrap;
  const notes = new Set<string>(unit === "patient" ? [messages.patientsCounted] : []);
  const strata = results.strata.map((one) => {
    const here = results.acceptance.filter(({ stratum }) => stratum === one.name);
    const declared = (results.protocol.regression ?? []).filter(
      ({ stratum }) => stratum === one.name || (stratum === "*" && one.kind === "declared"),
    );
    const sizes = {
      positives: one.positivePatients ?? one.positives,
      negatives: one.negativePatients ?? one.negatives,
    };
    const rules = here.map(({ metric, corruption, rule }): Rule => ({ metric, corruption, ...rule }));
    return {
      name: one.name,
      sizes,
      criteria: limitsOf(rules, one.name, notes),
      margins: marginsOf(declared, one.name, notes),
      spread: spreadOf(one.metrics.auroc, sizes),
    };
  });
  return { strata, level, notes: [...notes] };
}

function marginsOf(
  rules: readonly RegressionRule[],
  stratum: string,
  notes: Set<string>,
): PlannedStratum["margins"] {
  return rules.flatMap(({ metric, margin, minimum, corruption }) => {
    if (corruption !== undefined) {
      notes.add(messages.corruptedMarginNotPlanned(metric, stratum));
      return [];
    }
    // A change judged against no margin at all passes by luck alone.
    if (planned(metric)) return margin > 0 ? [{ metric, margin: { margin, minimum } }] : [];
    notes.add(messages.marginNotPlanned(metric, stratum));
    return [];
  });
}

/** The variance behind an AUROC's interval on the logit scale, over the binormal one of so many cases. */
function spreadOf({ value, exactCi }: Metric, sizes: ClassSizes): number | undefined {
  if (!exactCi || value === null || value <= 0 || value >= 1 || !/^logit/.test(exactCi.method))
    return undefined;
  const logit = (share: number) => Math.log(share / (1 - share));
  const error = (logit(exactCi.upper) - logit(exactCi.lower)) / 2 / -normalQuantile((1 - exactCi.level) / 2);
  const spread = (error * value * (1 - value)) ** 2 / binormalVariance(value, sizes);
  return Number.isFinite(spread) && spread > 0 ? spread : undefined;
}

function limitsOf(rules: readonly Rule[], stratum: string, notes: Set<string>): PlannedStratum["criteria"] {
  return rules.flatMap(({ metric, corruption, atLeast, judge, minimum }) => {
    if (corruption !== undefined) {
      notes.add(messages.corruptedNotPlanned(metric, stratum));
      return [];
    }
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
