import { z } from "zod";
import { confusionSchema, metricSchema } from "./metric.js";

/** A reader of the study: a point in ROC and precision–recall space. */
const studyReaderSchema = z.object({
  name: z.string(),
  short: z.string(),
  inReferenceStandard: z.boolean(),
  confusion: confusionSchema,
  /** As printed in the study. */
  metrics: z.record(z.string(), metricSchema),
  /** What the confusion matrix gives, not cut to the printed decimals: where the point is drawn. */
  exact: z.record(z.string(), z.number()),
});
export type StudyReader = z.infer<typeof studyReaderSchema>;

const studyModelSchema = z.object({
  name: z.string(),
  /** A view as this run calls it, or `case`: all views together. */
  unit: z.string(),
  threshold: z.number(),
  /** Absent where the study gives none (merged). */
  confusion: confusionSchema.optional(),
  metrics: z.record(z.string(), metricSchema),
  exact: z.record(z.string(), z.number()),
});
export type StudyModel = z.infer<typeof studyModelSchema>;

/**
 * A published study's tables, as far as they stand beside strata of this run (`compareWith`). Another device
 * on other patients: printed and drawn beside, never tested against.
 */
export const studySchema = z.object({
  name: z.string(),
  title: z.string(),
  citation: z.string(),
  doi: z.string(),
  /** What the printed decimals are. */
  printed: z.string(),
  strata: z.array(
    z.object({
      /** The stratum of this run. */
      stratum: z.string(),
      /** What the study calls it. */
      title: z.string(),
      cases: z.int(),
      positives: z.int(),
      negatives: z.int(),
      referenceStandard: z.string().optional(),
      model: z.array(studyModelSchema),
      readers: z.array(studyReaderSchema),
    }),
  ),
});
export type Study = z.infer<typeof studySchema>;
export type StudyStratum = Study["strata"][number];
