import { z } from "zod";
import { confusionSchema, intervalSchema, metricSchema, statusSchema } from "./metric.js";
import { maskingPartsSchema } from "./stratification.js";

/** Difference of a stratum's metric from the reference's: stratum − reference. */
export const gapSchema = z.object({
  stratum: z.string(),
  reference: z.string(),
  metric: z.string(),
  difference: z.number().nullable(),
  status: statusSchema,
  reason: z.string().optional(),
  ci: intervalSchema.nullable(),
  /** Two-sided. */
  p: z.number().nullable(),
  /** Holm, within the family; null for `descriptive` gaps, which are no tests. */
  pAdjusted: z.number().nullable(),
  method: z.string(),
  /**
   * `declared`: declared strata × primary metrics, the tests declared beforehand. `exploratory`: crossed
   * cells and bands × primary metrics. `descriptive`: other metrics, and strata against the rest. Absent
   * in older results: declared.
   */
  family: z.enum(["declared", "exploratory", "descriptive"]).optional(),
  /** The two figures whose difference it is. */
  stratumValue: z.number().nullable().optional(),
  referenceValue: z.number().nullable().optional(),
});
export type Gap = z.infer<typeof gapSchema>;

/** What the merged figure hides. */
export const maskingSchema = z.object({
  metric: z.string(),
  merged: z.number(),
  worst: z.object({ stratum: z.string(), value: z.number() }),
  /** True where the merged figure is better than the worst stratum's. */
  masks: z.boolean(),
  /** One plain sentence. */
  statement: z.string(),
  /** Merged AUROC as the weighted mean of its (positive, negative) pairs by stratum. */
  pairs: z
    .array(
      z.object({
        positives: z.string(),
        negatives: z.string(),
        pairs: z.number(),
        weight: z.number(),
        auroc: z.number().nullable(),
      }),
    )
    .optional(),
  /** The same pairs in three parts, and what each adds. */
  parts: maskingPartsSchema.optional(),
});
export type Masking = z.infer<typeof maskingSchema>;

/**
 * How far a localizer's points lie from the true ones, of one stratum and view. A trial is a point, three an
 * image: those of one patient (or case) resemble each other, which the intervals take into account.
 */
export const landmarkQualitySchema = z.object({
  stratum: z.string(),
  /** Null where the cohort names no views. */
  view: z.string().nullable(),
  /** Images with at least one true point. */
  images: z.int(),
  points: z.int(),
  /** Distances in mm over all points; null where there are none. */
  error: z
    .object({ mean: z.number(), median: z.number(), percentile95: z.number(), maximum: z.number() })
    .nullable(),
  /** The same point by point, in the order of declaration. */
  byPoint: z.array(z.object({ points: z.int(), mean: z.number().nullable(), median: z.number().nullable() })),
  /** Share of points at most so many mm away. */
  recall: z.array(z.object({ within: z.number(), metric: metricSchema })),
});
export type LandmarkQuality = z.infer<typeof landmarkQualitySchema>;

/** One human reader on the cases of one stratum that this reader read. */
export const readerSchema = z.object({
  stratum: z.string(),
  name: z.string(),
  /** Did this reader make the truth of these cases, or (merged) of some of them? */
  inReferenceStandard: z.boolean(),
  /** Cases read, by the truth; `missing` were not read and count nowhere. */
  cases: z.int().optional(),
  positives: z.int().optional(),
  negatives: z.int().optional(),
  missing: z.int().optional(),
  confusion: confusionSchema,
  metrics: z.record(z.string(), metricSchema),
  /** The model's best sensitivity on the same cases at a specificity of at least the reader's. */
  modelSensitivity: metricSchema.optional(),
});
export type ReaderResult = z.infer<typeof readerSchema>;

/** Chance-corrected agreement of two readers, or of one with `model` (at its case threshold) or `truth`. */
export const agreementSchema = z.object({
  stratum: z.string(),
  a: z.string(),
  b: z.string(),
  kappa: metricSchema,
  /** Cases that both have. */
  cases: z.int().optional(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** The model against one reader on the same cases: model − reader. */
export const readerComparisonSchema = z.object({
  stratum: z.string(),
  reader: z.string(),
  inReferenceStandard: z.boolean(),
  metric: z.enum(["sensitivity", "specificity"]),
  /** Cases of the class that the reader read, and so does the model. */
  cases: z.int(),
  model: z.number().nullable(),
  value: z.number().nullable(),
  /** Cases that only the one got right. */
  modelOnly: z.int(),
  readerOnly: z.int(),
  difference: z.number().nullable(),
  status: statusSchema,
  reason: z.string().optional(),
  ci: intervalSchema.nullable(),
  /** Two-sided. */
  p: z.number().nullable(),
  /** Holm, over all strata × readers × both metrics. */
  pAdjusted: z.number().nullable(),
  method: z.string(),
});
export type ReaderComparison = z.infer<typeof readerComparisonSchema>;

export const outcomeSchema = z.enum(["pass", "fail", "inconclusive"]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** One acceptance criterion and how it came out. */
export const acceptanceSchema = z.object({
  stratum: z.string(),
  metric: z.string(),
  /** Where it is judged on images under a corruption. */
  corruption: z.string().optional(),
  severity: z.int().optional(),
  rule: z.object({
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    judge: z.enum(["ci", "estimate"]),
    /** Positives and negatives the stratum needs, each, for a pass. */
    minimum: z.int(),
  }),
  value: z.number().nullable(),
  /** The interval the judgement rests on; null where the estimate is judged or there is none. */
  ci: intervalSchema.nullable(),
  outcome: outcomeSchema,
  /** One plain sentence. */
  reason: z.string(),
  /**
   * Where undecided: the cases of each class that would decide it, were the same estimate observed again, and
   * which way; null for a class of which more would not matter.
   */
  needed: z
    .object({
      positives: z.int().nullable(),
      negatives: z.int().nullable(),
      towards: z.enum(["pass", "fail"]),
    })
    .optional(),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;
