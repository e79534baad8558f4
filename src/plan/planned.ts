/** Metrics whose cases can be planned. */
export const plannedMetrics = ["auroc", "sensitivity", "specificity"] as const;
export type PlannedMetric = (typeof plannedMetrics)[number];

/** Where an AUROC's variance comes from: a run's own interval, or a formula for scores that aren't there yet. */
export const varianceSources = ["observed", "binormal", "hanley-mcneil"] as const;
export type VarianceSource = (typeof varianceSources)[number];

/** What a plan takes for granted. */
export interface Assumptions {
  /** Of the intervals. */
  readonly level: number;
  /** The chance that what is true is shown. */
  readonly power: number;
  /** Between two models: of their AUROCs over samples, of their right answers over cases. */
  readonly correlation: number;
  /** Of an AUROC; `observed`: as a run had it, binormal in strata where it had none. */
  readonly variance: VarianceSource;
}

/** Cases with and without a fracture; null where the metric doesn't depend on them. */
export interface Cases {
  readonly positives: number | null;
  readonly negatives: number | null;
}

/** A limit that a metric is to be shown to reach, judged as an acceptance criterion. */
export interface Limit {
  readonly atLeast: number;
  readonly judge: "ci" | "estimate";
  /** Cases of either class without which nothing passes. */
  readonly minimum: number;
}

/** How much worse a model may be than another on the same cases, judged as a regression rule. */
export interface Margin {
  readonly margin: number;
  /** Cases of either class without which nothing passes. */
  readonly minimum: number;
}

/** Cases that it takes to reach an aim with a metric whose true value is `assumed`. */
export interface Needed {
  readonly metric: PlannedMetric;
  readonly assumed: number;
  readonly aim: "halfWidth" | "atLeast" | "margin";
  readonly value: number;
  /** Null where a million cases of a class don't suffice. */
  readonly cases: Cases | null;
}

/** What given cases can show of a metric. */
export interface Shown {
  readonly stratum: string;
  readonly metric: PlannedMetric;
  readonly positives: number;
  readonly negatives: number;
  readonly assumed: number | null;
  /** Why there is no figure below, where there is none. */
  readonly reason: string | null;
  readonly halfWidth: number | null;
  /** The highest limit that would be passed with the power. */
  readonly limitShown: number | null;
  /** The least loss against another model on the same cases that would be seen with the power. */
  readonly lossSeen: number | null;
}

/** What given cases can decide of an acceptance criterion. */
export interface CriterionPower {
  readonly stratum: string;
  readonly metric: PlannedMetric;
  readonly limit: Limit;
  readonly assumed: number | null;
  /** Chance of a pass at the assumed value. */
  readonly power: number | null;
  /** Wrong cases with which it still passes; null for AUROC, and where not even none suffices. */
  readonly mostWrong: number | null;
  /** The least true value that passes with the power; null where none does. */
  readonly truthNeeded: number | null;
  readonly needed: Cases | null;
}

/** What given cases can decide of a regression margin. */
export interface MarginPower {
  readonly stratum: string;
  readonly metric: PlannedMetric;
  readonly margin: number;
  readonly minimum: number;
  readonly assumed: number | null;
  /** Chance of a pass where nothing has changed. */
  readonly power: number | null;
  /** The least margin that passes with the power where nothing has changed; null where none does. */
  readonly marginShown: number | null;
  /** The least true loss that fails with the power, this rule alone; null where none does. */
  readonly lossFailing: number | null;
  readonly needed: Cases | null;
}

export interface Plan {
  readonly assumptions: Assumptions;
  readonly needed: readonly Needed[];
  readonly shown: readonly Shown[];
  readonly criteria: readonly CriterionPower[];
  readonly margins: readonly MarginPower[];
  readonly notes: readonly string[];
}
