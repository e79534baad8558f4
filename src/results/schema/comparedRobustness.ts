import { z } from "zod";
import { intervalSchema } from "./metric.js";
import { corruptionErrorSchema, robustnessMetrics } from "./robustness.js";

const side = z.object({ value: z.number().nullable(), drop: z.number().nullable() });

/** One metric of one stratum under one corruption at one severity, in both runs. */
export const comparedDropSchema = z.object({
  stratum: z.string(),
  corruption: z.string(),
  severity: z.int(),
  metric: z.enum(robustnessMetrics),
  /** The figure under the corruption, and what the corruption took: uncorrupted − corrupted. */
  baseline: side,
  candidate: side,
  /** Candidate's drop − baseline's: above 0 means that the candidate loses more. */
  difference: z.number().nullable(),
  /** Paired percentile bootstrap; absent, as the next is, where the runs lack their scores by case. */
  ci: intervalSchema.nullable().optional(),
  ciReason: z.string().optional(),
  /** What a rule on the drop is judged on: wider, for losses that so few cases need not show. */
  judgedCi: intervalSchema.nullable().optional(),
  judgedCiReason: z.string().optional(),
});
export type ComparedDrop = z.infer<typeof comparedDropSchema>;

/** Degradation of a candidate against a baseline's. */
export const comparedRobustnessSchema = z.object({
  /** Why the two can't be compared; `drops` and `errors` are then empty. */
  refused: z.string().optional(),
  drops: z.array(comparedDropSchema),
  /** Relative errors are relative to the baseline run. */
  errors: z.array(z.object({ stratum: z.string(), errors: z.array(corruptionErrorSchema) })),
  /** What was left out, one plain sentence each. */
  leftOut: z.array(z.string()),
});
export type ComparedRobustness = z.infer<typeof comparedRobustnessSchema>;
