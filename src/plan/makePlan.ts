import type { ClassSizes } from "../statistics/index.js";
import { varianceOf } from "./aurocVariances.js";
import { cohortShows, criterionPower, type GivenCases, marginPowerOf } from "./cohortPower.js";
import { casesForHalfWidth, casesForLimit, casesForMargin } from "./needed.js";
import {
  type Assumptions,
  type Limit,
  type Margin,
  type Needed,
  type Plan,
  type PlannedMetric,
  plannedMetrics,
} from "./planned.js";

/** What a metric is taken to be, by metric. */
export type Assumed = Partial<Record<PlannedMetric, number>>;

/** A stratum with its independent cases, and what is declared for it. */
export interface PlannedStratum {
  readonly name: string;
  readonly sizes: ClassSizes;
  readonly assumed: Assumed;
  readonly criteria: readonly { readonly metric: PlannedMetric; readonly limit: Limit }[];
  readonly margins: readonly { readonly metric: PlannedMetric; readonly margin: Margin }[];
  /** The AUROC's variance in a run over the binormal one; absent where there is none. */
  readonly spread?: number | undefined;
}

export interface Aims {
  readonly halfWidth?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly margin?: number | undefined;
  /** Negatives a positive. */
  readonly ratio: number;
}

/** The cases that each aim takes for each metric assumed. */
export function neededFor(
  assumed: Assumed,
  { halfWidth, atLeast, margin, ratio }: Aims,
  assumptions: Assumptions,
): Needed[] {
  const formula = { ...assumptions, ratio, variance: varianceOf(assumptions.variance) };
  return plannedMetrics.flatMap((metric): Needed[] => {
    const value = assumed[metric];
    if (value === undefined) return [];
    const limit = atLeast === undefined ? null : ({ atLeast, judge: "ci", minimum: 1 } as const);
    const one = (aim: Needed["aim"], at: number, cases: Needed["cases"]) => ({
      ...{ metric, assumed: value, aim, value: at, cases },
    });
    return [
      ...(halfWidth === undefined
        ? []
        : [one("halfWidth", halfWidth, casesForHalfWidth(metric, value, halfWidth, formula))]),
      ...(limit === null
        ? []
        : [one("atLeast", limit.atLeast, casesForLimit(metric, value, limit, formula))]),
      ...(margin === undefined
        ? []
        : [one("margin", margin, casesForMargin(metric, value, { margin, minimum: 1 }, formula))]),
    ];
  });
}

/** What the cases of strata can show, and how what is declared for them would fare. */
export function planStrata(
  strata: readonly PlannedStratum[],
  metrics: readonly PlannedMetric[],
  assumptions: Assumptions,
  notes: readonly string[],
): Plan {
  const given = (stratum: PlannedStratum, metric: PlannedMetric): GivenCases => ({
    ...{ stratum: stratum.name, metric, sizes: stratum.sizes, assumed: stratum.assumed[metric] ?? null },
    variance: varianceOf(assumptions.variance, stratum.spread),
  });
  return {
    assumptions,
    needed: [],
    shown: strata.flatMap((one) => metrics.map((metric) => cohortShows(given(one, metric), assumptions))),
    criteria: strata.flatMap((one) =>
      one.criteria
        .filter(({ metric }) => metrics.includes(metric))
        .map(({ metric, limit }) => criterionPower(given(one, metric), limit, assumptions)),
    ),
    margins: strata.flatMap((one) =>
      one.margins
        .filter(({ metric }) => metrics.includes(metric))
        .map(({ metric, margin }) => marginPowerOf(given(one, metric), margin, assumptions)),
    ),
    notes,
  };
}
