import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as messages from "../messages/plan.js";
import { UserError } from "../messages/userError.js";
import { didYouMean } from "../messages/yaml.js";
import { type Assumed, neededFor, type PlannedStratum, planStrata } from "../plan/makePlan.js";
import {
  type Assumptions,
  type Plan,
  type PlannedMetric,
  plannedMetrics,
  type VarianceSource,
} from "../plan/planned.js";
import { readResults } from "../results/readResults.js";
import type { ResultsFile } from "../results/schema/results.js";
import { locate } from "./locate.js";
import { type PlanSource, planFromResults, planFromStrata } from "./planFrom.js";
import type { Progress } from "./progress.js";

/** As the command line has them: each number within its range. */
export interface PlanOptions {
  readonly auroc?: number;
  readonly sensitivity?: number;
  readonly specificity?: number;
  readonly halfWidth?: number;
  readonly atLeast?: number;
  readonly margin?: number;
  readonly ratio?: number;
  readonly positives?: number;
  readonly negatives?: number;
  readonly results?: string;
  readonly strata?: string;
  readonly cohort?: string;
  readonly images?: string;
  readonly metric?: string;
  readonly stratum?: string;
  readonly level?: number;
  readonly power?: number;
  readonly correlation?: number;
  readonly variance?: VarianceSource;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Cases needed for aims, or what given cases (numbers, a run's, a strata file's) can show.
 * @throws UserError where there is nothing to plan with, or what is given doesn't fit together
 */
export async function plan(options: PlanOptions): Promise<Plan> {
  const { results, strata, stratum } = options;
  const fromFiles = results !== undefined || strata !== undefined;
  const given = options.positives !== undefined || options.negatives !== undefined;
  if (fromFiles && given)
    throw new UserError(
      messages.twoSources(
        options.positives === undefined ? "negatives" : "positives",
        strata === undefined ? "results" : "strata",
      ),
    );
  for (const option of ["stratum", "cohort", "images"] as const)
    if (options[option] !== undefined && (option === "stratum" ? !fromFiles : strata === undefined))
      throw new UserError(messages.needsStrata(option));
  if (given && options.ratio !== undefined) throw new UserError(messages.twoSources("ratio", "positives"));
  if (options.variance === "observed" && results === undefined)
    throw new UserError(messages.observedNeedsRun);
  const metrics = chosenMetrics(options);
  const assumed = assumedOf(options, metrics);
  const assumptions = (level: number): Assumptions => ({
    level: options.level ?? level,
    power: options.power ?? 0.8,
    correlation: options.correlation ?? 0.5,
    variance: options.variance ?? (results === undefined ? "binormal" : "observed"),
  });
  if (!fromFiles) {
    if (Object.keys(assumed).length === 0) throw new UserError(messages.nothingToPlan);
    return given
      ? planStrata(
          [givenStratum(options, assumed)],
          metrics.filter((one) => assumed[one] !== undefined),
          assumptions(0.95),
          [],
        )
      : { ...planStrata([], [], assumptions(0.95), []), needed: needed(options, assumed, assumptions(0.95)) };
  }
  const run = results === undefined ? null : await readRun(results);
  const source =
    strata === undefined
      ? planFromResults(run!)
      : await planFromStrata(locate(strata, "strata file"), {
          ...{ cohort: options.cohort, images: options.images, threads: availableParallelism() },
          ...{ progress: options.progress, signal: options.signal },
        });
  const chosen = chosenStrata(source, run, stratum).map((one) => ({
    ...withAims(one, options, metrics),
    assumed: { ...observed(run, one.name), ...assumed },
  }));
  return planStrata(chosen, metrics, assumptions(source.level), source.notes);
}

function chosenMetrics({ metric, ...values }: PlanOptions): PlannedMetric[] {
  if (metric === undefined) {
    const assumed = plannedMetrics.filter((name) => values[name] !== undefined);
    return assumed.length > 0 ? assumed : [...plannedMetrics];
  }
  return metric.split(",").map((part) => {
    const name = part.trim();
    if (!(plannedMetrics as readonly string[]).includes(name))
      throw new UserError(messages.unknownMetric(name, didYouMean(name, plannedMetrics), plannedMetrics));
    return name as PlannedMetric;
  });
}

function assumedOf(options: PlanOptions, metrics: readonly PlannedMetric[]): Assumed {
  return Object.fromEntries(
    metrics.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
}

function needed(options: PlanOptions, assumed: Assumed, assumptions: Assumptions): Plan["needed"] {
  const { halfWidth, atLeast, margin, ratio = 1 } = options;
  if (halfWidth === undefined && atLeast === undefined && margin === undefined)
    throw new UserError(messages.noAim);
  for (const [metric, value] of Object.entries(assumed))
    if (atLeast !== undefined && value <= atLeast)
      throw new UserError(messages.notAbove(metric, value, atLeast));
  return neededFor(assumed, { halfWidth, atLeast, margin, ratio }, assumptions);
}

/** Cases given as numbers. */
function givenStratum(options: PlanOptions, assumed: Assumed): PlannedStratum {
  const { positives, negatives } = options;
  for (const metric of Object.keys(assumed)) {
    if (metric !== "specificity" && positives === undefined)
      throw new UserError(messages.casesMissing(metric, "positives"));
    if (metric !== "sensitivity" && negatives === undefined)
      throw new UserError(messages.casesMissing(metric, "negatives"));
  }
  // The class that nothing asked for depends on.
  const sizes = { positives: positives ?? negatives!, negatives: negatives ?? positives! };
  const metrics = Object.keys(assumed) as PlannedMetric[];
  return {
    ...withAims({ name: "these cases", sizes, criteria: [], margins: [] }, options, metrics),
    assumed,
  };
}

/** A stratum with the limit and margin of the command line beside those declared. */
function withAims<T extends Pick<PlannedStratum, "criteria" | "margins">>(
  stratum: T,
  { atLeast, margin }: PlanOptions,
  metrics: readonly PlannedMetric[],
): T {
  const limit = atLeast === undefined ? null : ({ atLeast, judge: "ci", minimum: 1 } as const);
  return {
    ...stratum,
    criteria: [...stratum.criteria, ...(limit ? metrics.map((metric) => ({ metric, limit })) : [])],
    margins: [
      ...stratum.margins,
      ...(margin === undefined ? [] : metrics.map((metric) => ({ metric, margin: { margin, minimum: 1 } }))),
    ],
  };
}

async function readRun(path: string): Promise<ResultsFile> {
  const folder = (await stat(path).catch(() => null))?.isDirectory();
  return readResults(folder ? join(path, "results.json") : path);
}

/** The strata named; unless told, the declared ones and merged. */
function chosenStrata({ strata }: PlanSource, run: ResultsFile | null, named: string | undefined) {
  if (named === undefined) {
    const group = new Set(
      run?.results.strata.filter(({ kind }) => kind === "crossed" || kind === "band").map(({ name }) => name),
    );
    return strata.filter(({ name }) => !group.has(name));
  }
  const names = strata.map(({ name }) => name);
  const wanted = names.includes(named) ? [named] : named.split(",").map((part) => part.trim());
  return wanted.map((name) => {
    const found = strata.find((one) => one.name === name);
    if (!found) throw new UserError(messages.unknownStratum(name, didYouMean(name, names), names));
    return found;
  });
}

/** The values that a run observed in a stratum. */
function observed(run: ResultsFile | null, stratum: string): Assumed {
  const found = run?.results.strata.find(({ name }) => name === stratum);
  return Object.fromEntries(
    plannedMetrics.flatMap((metric) => {
      const value = found?.metrics[metric].value ?? null;
      return value === null ? [] : [[metric, value]];
    }),
  );
}
