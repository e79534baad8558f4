import { z } from "zod";
import { confusionSchema, statusSchema } from "./metric.js";

/** How the operating point was chosen on cases that are not evaluated. */
export const operatingPointSchema = z.object({
  rule: z.enum(["f1", "youden", "sensitivity"]),
  /** The sensitivity wanted, for that rule. */
  target: z.number().optional(),
  /** The condition that selects the validation cases, as declared. */
  on: z.string(),
  cases: z.int(),
  positives: z.int(),
  negatives: z.int(),
  /** Null where the cohort names no patients. */
  patients: z.int().nullable(),
  /** Validation cases left out since an image can't be read. */
  unreadable: z.int(),
  /** By unit: `case`, and each view. */
  thresholds: z.record(z.string(), z.number()),
  /** What each threshold attains on the validation cases it was chosen on. */
  attained: z.record(
    z.string(),
    z.object({
      cases: z.int(),
      positives: z.int(),
      negatives: z.int(),
      confusion: confusionSchema,
      sensitivity: z.number(),
      specificity: z.number(),
      f1: z.number(),
    }),
  ),
  /**
   * The case's probability is sigmoid(logit(p) / value) in all results where there is a value; views and members
   * stay as they are.
   */
  temperature: z
    .object({
      value: z.number().nullable(),
      status: statusSchema,
      reason: z.string().optional(),
      /** Mean log loss on the validation cases, before and after. */
      logLossBefore: z.number().nullable(),
      logLossAfter: z.number().nullable(),
    })
    .optional(),
});
export type OperatingPoint = z.infer<typeof operatingPointSchema>;
