import { z } from "zod";

/** A confidence interval: never two bare numbers. */
export const intervalSchema = z
  .object({
    lower: z.number(),
    upper: z.number(),
    /** Confidence level in (0, 1), for example 0.95. */
    level: z.number(),
    /** How it was computed, in words a statistician knows. */
    method: z.string(),
    /** Bootstrap replicates drawn. */
    iterations: z.int().optional(),
    /** Replicates in which the metric was undefined; they are left out. */
    dropped: z.int().optional(),
  })
  .refine(({ lower, upper }) => lower <= upper, "an interval whose lower bound is above its upper");
export type Interval = z.infer<typeof intervalSchema>;

export const statusSchema = z.enum(["ok", "boundary", "undefined", "one-class", "too-few", "not-applicable"]);
export type Status = z.infer<typeof statusSchema>;

/** One figure with its uncertainty. `value` is null where the figure is undefined; `reason` says why. */
export const metricSchema = z.object({
  value: z.number().nullable(),
  status: statusSchema,
  reason: z.string().optional(),
  /** Percentile bootstrap interval; null where there is none, `ciReason` says why. */
  ci: intervalSchema.nullable(),
  ciReason: z.string().optional(),
  /** Clopper–Pearson for proportions, logit-DeLong for AUROC: what criteria are judged on. */
  exactCi: intervalSchema.nullable().optional(),
  exactCiReason: z.string().optional(),
});
export type Metric = z.infer<typeof metricSchema>;

/** The figures reported for every set of cases, in the order of the report. */
export const metricNames = [
  "auroc",
  "aupr",
  "sensitivity",
  "specificity",
  "precision",
  "npv",
  "f1",
  "balancedAccuracy",
  "accuracy",
  "mcc",
  "brier",
] as const;
export type MetricName = (typeof metricNames)[number];

/** Metrics of which less is better; of all others more is. */
export const lowerIsBetter: ReadonlySet<MetricName> = new Set<MetricName>(["brier"]);

const named = Object.fromEntries(metricNames.map((name) => [name, metricSchema])) as Record<
  MetricName,
  typeof metricSchema
>;
export const metricsSchema = z.object(named).catchall(metricSchema);
export type Metrics = Record<MetricName, Metric>;

const count = z.int().min(0);

/** Counts at the threshold; positive means `probability >= threshold`. */
export const confusionSchema = z.object({ tp: count, fp: count, fn: count, tn: count });
export type Confusion = z.infer<typeof confusionSchema>;
