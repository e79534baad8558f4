import { z } from "zod";

/** A case called wrongly at the operating point. */
export const failureCaseSchema = z.object({
  /** As in cases.csv. */
  case: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  probability: z.number(),
  threshold: z.number(),
  /** How far the probability lies on the wrong side of the threshold, 0 to 1. */
  margin: z.number(),
  /** The probability of each view the case has, where there are any. */
  views: z.record(z.string(), z.number()).optional(),
});
export type FailureCase = z.infer<typeof failureCaseSchema>;

const failuresSchema = z.object({
  /** Cases called wrongly, and the cases that could have been. */
  count: z.int(),
  of: z.int(),
  /** Of these the most wrong, most wrong first; as many as `atMost`. */
  cases: z.array(failureCaseSchema),
});

/** The wrong calls of one stratum. */
export const stratumFailuresSchema = z.object({
  stratum: z.string(),
  /** Fractures called negative. */
  missed: failuresSchema,
  /** Cases without a fracture called positive. */
  falseAlarms: failuresSchema,
});
export type StratumFailures = z.infer<typeof stratumFailuresSchema>;

/** Where the model is wrong, case by case: the declared strata in their order, then `merged`. */
export const failureCasesSchema = z.object({
  /** Most cases listed of either kind, a stratum. */
  atMost: z.int(),
  strata: z.array(stratumFailuresSchema),
});
export type FailureCases = z.infer<typeof failureCasesSchema>;
