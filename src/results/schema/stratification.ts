import { z } from "zod";
import { metricSchema } from "./metric.js";

/** Metrics that the prevalence alone moves, as they would be at the reference's. */
export const atReferencePrevalenceSchema = z.object({
  /** Whose prevalence: a declared stratum, or `rest`. */
  reference: z.string(),
  prevalence: z.number(),
  /** `aupr`, `precision`, `npv`, `f1`, `accuracy`; the prevalence is taken as known. */
  metrics: z.record(z.string(), metricSchema),
  /** The same minus the reference's own. */
  differences: z.record(z.string(), metricSchema).optional(),
});
export type AtReferencePrevalence = z.infer<typeof atReferencePrevalenceSchema>;

/** Where the value that a sample size was computed at came from. */
const sourceSchema = z.enum(["observed", "reference", "merged"]);

/**
 * Independent cases that an interval of the given half-width would need; of metrics whose own interval is
 * wider, or isn't there.
 */
export const neededCasesSchema = z.object({
  halfWidth: z.number(),
  /** Fewer than ten cases (patients, where they are resampled) of a class. */
  tooSmall: z.boolean(),
  sensitivity: z.object({ at: z.number(), from: sourceSchema, positives: z.int() }).nullable(),
  specificity: z.object({ at: z.number(), from: sourceSchema, negatives: z.int() }).nullable(),
  auroc: z.object({ at: z.number(), from: sourceSchema, positives: z.int(), negatives: z.int() }).nullable(),
});
export type NeededCases = z.infer<typeof neededCasesSchema>;

/** One crossing of variables or one banded variable. Its groups are among `strata`, by name. */
export const subgroupsSchema = z.object({
  kind: z.enum(["crossed", "band"]),
  by: z.array(z.string()),
  strata: z.array(z.string()),
  /** What tells each of its groups from the others: values or bounds without the variables' names. */
  labels: z.array(z.string()),
  /** Cases analysed in none of its groups: with a blank value, and with a number outside all bands. */
  blank: z.int(),
  outside: z.int(),
  /** Combinations or bands without a case. */
  empty: z.array(z.string()),
});
export type SubgroupsResult = z.infer<typeof subgroupsSchema>;

const partSchema = z.object({
  pairs: z.int(),
  /** Share of all pairs. */
  weight: z.number(),
  /** Null where there are no pairs. */
  auroc: z.number().nullable(),
  /** What it adds to the merged AUROC above the worst stratum's: weight × (its AUROC − the worst's). */
  lift: z.number(),
});

/** The merged AUROC's pairs of a fracture and a non-fracture: the lifts add up to merged − worst. */
export const maskingPartsSchema = z.object({
  /** Both of the worst stratum: its lift is 0. */
  worst: partSchema,
  /** Both of one stratum, another than the worst. */
  others: partSchema,
  /** Of two strata. */
  across: partSchema,
});
export type MaskingParts = z.infer<typeof maskingPartsSchema>;
