import type { Acceptance } from "../results/schema/analyses.js";
import type { Interval, Metric } from "../results/schema/metric.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { proportionSizeToClear, trialsBehind } from "../statistics/index.js";

export type Needed = NonNullable<Acceptance["needed"]>;

/** What is known of the stratum: its sizes, its figures, and its counts at the threshold where there are any. */
export type UndecidedStratum = Pick<
  StratumResult,
  "positives" | "negatives" | "positivePatients" | "negativePatients"
> &
  Partial<Pick<StratumResult, "confusion">> & { readonly metrics: Readonly<Record<string, Metric>> };

/** What an undecided criterion asks of a stratum. */
export interface Undecided {
  readonly metric: string;
  readonly value: number;
  /** The interval judged, where the judgement is on one and it straddles the limit; else null. */
  readonly interval: Interval | null;
  readonly limit: number;
  /** Whether larger figures satisfy the criterion. */
  readonly atLeast: boolean;
  readonly minimum: number;
}

/**
 * How many cases of each class would decide an undecided criterion, were the same estimate observed again:
 * enough for the judged interval to lie wholly on the estimate's side of the limit, and for the minimum.
 * Shares: exact intervals, at the design effect observed where patients repeat. AUROC: its standard error
 * on the logit scale shrinks with the root of the cases (at 0 or 1 by the exact bound from disjoint
 * pairs). What only the bootstrap bounds: its distance to the bound shrinks likewise.
 * @returns undefined where no number of cases decides: the estimate is the limit itself
 */
export function neededCases(stratum: UndecidedStratum, undecided: Undecided): Needed | undefined {
  const { value, limit, interval, atLeast, minimum, metric } = undecided;
  const towards = (atLeast ? value >= limit : value <= limit) ? "pass" : "fail";
  const growth = interval === null ? 1 : growthOf(stratum, undecided, interval);
  if (growth === null) return undefined;
  const { positives, negatives, positivePatients, negativePatients } = stratum;
  const forMinimum = (cases: number, units: number) => Math.ceil((cases * minimum) / units);
  const wanted = (cases: number, units: number, matters: boolean): number | null => {
    // Of a class without a case only the minimum is known; a case is then at least a unit.
    const least = units >= minimum ? null : units === 0 ? minimum : forMinimum(cases, units);
    const grown = matters && growth > 1 ? ceiling(cases * growth) : null;
    return least === null && grown === null ? null : Math.max(least ?? 0, grown ?? 0);
  };
  const needed = {
    positives: wanted(positives, positivePatients ?? positives, metric !== "specificity"),
    negatives: wanted(negatives, negativePatients ?? negatives, metric !== "sensitivity"),
    towards,
  } as const;
  return needed.positives === null && needed.negatives === null ? undefined : needed;
}

/** By what factor the cases would have to grow; null where none suffices. */
function growthOf(
  stratum: UndecidedStratum,
  { metric, value, limit }: Undecided,
  interval: Interval,
): number | null {
  if (value === limit) return null;
  // The estimate's side of the limit, and the bound that now lies beyond it.
  const side = value > limit ? "above" : "below";
  const bound = side === "above" ? interval.lower : interval.upper;
  if (metric === "auroc") {
    if (value === 0 || value === 1) {
      const log = (p: number) => Math.log(value === 1 ? p : 1 - p);
      return log(bound) / log(limit);
    }
    const logit = (p: number) => Math.log(p / (1 - p));
    return ((logit(value) - logit(bound)) / (logit(value) - logit(limit))) ** 2;
  }
  const trials = trialsOf(stratum, metric);
  if (trials !== undefined && stratum.metrics[metric].exactCi) {
    // "Below" means strictly; a pass at `atMost` would do with equality, which no interval ends on.
    const size = proportionSizeToClear(value, limit, side, interval.level);
    return size === null ? null : size / trialsBehind(value, interval, trials);
  }
  return ((value - bound) / (value - limit)) ** 2;
}

/** The trials that a metric is a share of; undefined where it is no share of cases, or they aren't known. */
function trialsOf({ positives, negatives, confusion }: UndecidedStratum, metric: string): number | undefined {
  switch (metric) {
    case "sensitivity":
      return positives;
    case "specificity":
      return negatives;
    case "accuracy":
      return positives + negatives;
    case "precision":
      return confusion && confusion.tp + confusion.fp;
    case "npv":
      return confusion && confusion.tn + confusion.fn;
    default:
      return undefined;
  }
}

/** Rounded up, but not for the last bit of a product. */
const ceiling = (cases: number) => Math.ceil(cases * (1 - 1e-12));
