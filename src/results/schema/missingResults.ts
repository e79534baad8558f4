import { z } from "zod";
import { metricSchema } from "./metric.js";

const pairSchema = z.object({ sensitivity: metricSchema, specificity: metricSchema });

/** What missing results could do to one stratum's figures. */
export const stratumMissingSchema = z.object({
  stratum: z.string(),
  /** Cases without a result, by the reference standard. */
  positives: z.int(),
  negatives: z.int(),
  /** If every one of them had been called wrongly, and rightly, with exact intervals. */
  allWrong: pairSchema,
  allRight: pairSchema,
});
export type StratumMissing = z.infer<typeof stratumMissingSchema>;

/**
 * Cases that were to be evaluated and have no result. A score is a number, and on one side of the threshold: no
 * result is indeterminate.
 */
export const missingResultsSchema = z.object({
  cases: z.int(),
  positives: z.int(),
  negatives: z.int(),
  /** Declared strata in their order, then `merged`; empty where no result is missing. */
  strata: z.array(stratumMissingSchema),
});
export type MissingResults = z.infer<typeof missingResultsSchema>;
