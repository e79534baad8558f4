import { z } from "zod";

/** Ages in years. */
export const agesSchema = z.object({
  known: z.int(),
  minimum: z.number(),
  lowerQuartile: z.number(),
  median: z.number(),
  upperQuartile: z.number(),
  maximum: z.number(),
});
export type Ages = z.infer<typeof agesSchema>;

/** Who is in one stratum; null where no such column is declared or no case has a value. */
export const stratumMakeUpSchema = z.object({
  stratum: z.string(),
  cases: z.int(),
  patients: z.int().nullable(),
  age: agesSchema.nullable(),
  /** Cases by sex, those without one left out. */
  sex: z.record(z.string(), z.int()).nullable(),
  /** Images by view; rows of the manifest where it names no images. */
  views: z.record(z.string(), z.int()),
});
export type StratumMakeUp = z.infer<typeof stratumMakeUpSchema>;

/** Ages counted in bins of one width: from an edge to below the next. */
export const ageHistogramSchema = z.object({
  /** Years, one more than counts. */
  edges: z.array(z.number()),
  strata: z.array(z.object({ stratum: z.string(), counts: z.array(z.int()) })),
});
export type AgeHistogram = z.infer<typeof ageHistogramSchema>;

const notChecked = z.object({ status: z.literal("not-checked"), reason: z.string() });

/** Image files with the same bytes (SHA-256) in different cases. */
export const duplicateFilesSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("checked"),
    images: z.int(),
    /** Contents that more than one case has, and the cases that have them. */
    groups: z.int(),
    cases: z.int(),
    /** Groups whose cases differ in the label: one of them is wrong. */
    differingLabels: z.int(),
    /** The cases of the first few groups, as in cases.csv. */
    examples: z.array(z.array(z.string())),
  }),
  notChecked,
]);
export type DuplicateFiles = z.infer<typeof duplicateFilesSchema>;

/** What cases are looked for by in the training list. */
export const trainingKeySchema = z.enum(["patient", "case", "sha256"]);
export type TrainingKey = z.infer<typeof trainingKeySchema>;

export const trainingOverlapSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("checked"),
    by: trainingKeySchema,
    /** Distinct values in the list. */
    listed: z.int(),
    /** Cases evaluated whose patient, identifier or image is in the list; the first few, as in cases.csv. */
    cases: z.int(),
    first: z.array(z.string()),
  }),
  notChecked.extend({ by: trainingKeySchema }),
]);
export type TrainingOverlap = z.infer<typeof trainingOverlapSchema>;

/** Whether the cases evaluated are independent of each other and of those the model was trained on. */
export const independenceSchema = z.object({
  duplicateFiles: duplicateFilesSchema,
  /** Null where the strata file declares no training list. */
  training: z
    .object({
      /** File name without its folder. */
      file: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      rows: z.int(),
      overlap: z.array(trainingOverlapSchema),
    })
    .nullable(),
});
export type Independence = z.infer<typeof independenceSchema>;
