import { z } from "zod";
import { metricSchema } from "./metric.js";

const count = z.int().min(0);

/** What is followed from severity to severity, in the order of the report. */
export const robustnessMetrics = ["auroc", "aupr", "sensitivity", "specificity"] as const;
export type RobustnessMetric = (typeof robustnessMetrics)[number];

const byMetric = <T extends z.ZodType>(schema: T) =>
  z.object({ auroc: schema, aupr: schema, sensitivity: schema, specificity: schema });

/** A number, or null with the reason why there is none. */
const numberOrReason = z.object({ value: z.number().nullable(), reason: z.string().optional() });
export type NumberOrReason = z.infer<typeof numberOrReason>;

/** A corruption as it was done, the same for all strata. */
export const corruptionSchema = z.object({
  name: z.string(),
  family: z.string(),
  /** What happens to the radiograph, in a sentence without its full stop. */
  process: z.string(),
  /** What its severity changes, and in which unit. */
  parameter: z.string(),
  unit: z.string(),
  /** Severities asked for, rising; those under which the label may be wrong were not scored. */
  levels: z.array(
    z.object({
      severity: z.int().min(1).max(5),
      value: z.number(),
      labelSafe: z.boolean(),
    }),
  ),
});
export type CorruptionInfo = z.infer<typeof corruptionSchema>;

/** One stratum under one corruption at one severity. */
export const corruptedLevelSchema = z.object({
  severity: z.int(),
  metrics: byMetric(metricSchema),
  /** Uncorrupted − corrupted of the same cases: above 0 is worse. */
  drops: byMetric(metricSchema),
  /** Decisions that the corruption turned. */
  flips: z.object({ toPositive: count, toNegative: count, rate: metricSchema }),
  /** AUROC of each uncertainty score for the corrupted images (positive) among them and the uncorrupted ones. */
  uncertainty: z.record(z.string(), metricSchema).optional(),
});
export type CorruptedLevel = z.infer<typeof corruptedLevelSchema>;

/** One stratum under one corruption. */
export const degradationSchema = z.object({
  corruption: z.string(),
  /** The levels scored, by rising severity. */
  levels: z.array(corruptedLevelSchema),
  /** Mean height of the metric over severity, from 0 (uncorrupted) to the greatest scored, by trapezoids. */
  area: byMetric(metricSchema),
  /** Whether the metric never rises from one severity to the next; null where one is undefined. */
  monotone: byMetric(z.boolean().nullable()),
});
export type Degradation = z.infer<typeof degradationSchema>;

/** Mean corruption error of a stratum (Hendrycks & Dietterich, ICLR 2019), error being 1 − the measure. */
export const corruptionErrorSchema = z.object({
  measure: z.enum(["auroc", "balancedAccuracy"]),
  /** The error of the uncorrupted images. */
  clean: numberOrReason,
  /** Mean over corruptions of the mean error over their severities. */
  absolute: numberOrReason,
  /** The same of the baseline, on the same corruptions and severities. */
  baseline: numberOrReason,
  /** Mean over corruptions of (sum of errors over severities) / (the baseline's); `corruptions` have one. */
  relative: numberOrReason.extend({ corruptions: count, of: count }),
  /** Likewise of the errors that the corruption adds to the uncorrupted ones. */
  relativeIncrease: numberOrReason.extend({ corruptions: count, of: count }),
});
export type CorruptionError = z.infer<typeof corruptionErrorSchema>;

export const stratumRobustnessSchema = z.object({
  stratum: z.string(),
  cases: count,
  positives: count,
  negatives: count,
  /** That of the uncorrupted images: what the decisions rest on. */
  threshold: z.number(),
  clean: byMetric(metricSchema),
  corruptions: z.array(degradationSchema),
  /** The corruption with the largest mean drop in AUROC over its severities, and the severity of its largest; null where no AUROC is defined. */
  worst: z
    .object({
      corruption: z.string(),
      meanDrop: z.number(),
      severity: z.int(),
      drop: z.number(),
      /** Other corruptions with the same mean drop; absent where there is none. */
      alike: z.array(z.string()).optional(),
    })
    .nullable(),
  errors: z.array(corruptionErrorSchema),
});
export type StratumRobustness = z.infer<typeof stratumRobustnessSchema>;

/** A small picture of one radiograph, in the report alone. */
export const corruptedPictureSchema = z.object({
  /** Null: as it is. */
  corruption: z.string().nullable(),
  severity: z.int(),
  embedded: z.string().regex(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/),
  width: z.int(),
  height: z.int(),
});
export type CorruptedPicture = z.infer<typeof corruptedPictureSchema>;

/** How performance falls as radiographs get worse. */
export const robustnessSchema = z.object({
  suite: z.enum(["quick", "full", "chosen"]),
  /** Of the corruptions: another one gives other pixels. */
  version: z.string(),
  images: count,
  corruptions: z.array(corruptionSchema),
  strata: z.array(stratumRobustnessSchema),
  /** Every case's probability under every corruption, beside results.json; absent in older files. */
  casesTable: z.object({ file: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  /** What the relative errors are relative to; absent where there is nothing to compare with. */
  baseline: z.object({ name: z.string(), source: z.string() }).optional(),
  /** Why there is none. */
  noBaseline: z.string().optional(),
  pictures: z
    .object({ case: z.string(), view: z.string().nullable(), images: z.array(corruptedPictureSchema) })
    .optional(),
});
export type Robustness = z.infer<typeof robustnessSchema>;
