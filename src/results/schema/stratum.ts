import { z } from "zod";
import { calibrationSchema } from "./calibration.js";
import { prBandPointSchema, rocBandPointSchema } from "./curveBands.js";
import { likelihoodRatiosSchema, predictiveValuesSchema } from "./diagnosticValue.js";
import { confusionSchema, metricsSchema } from "./metric.js";
import { atReferencePrevalenceSchema, neededCasesSchema } from "./stratification.js";

/** A vertex of the ROC curve; `threshold` is null at (0, 0), which no finite threshold gives. */
export const rocVertexSchema = z.object({
  fpr: z.number(),
  tpr: z.number(),
  threshold: z.number().nullable(),
});
export type RocVertex = z.infer<typeof rocVertexSchema>;

/** A vertex of the precision–recall curve. */
export const prVertexSchema = z.object({ recall: z.number(), precision: z.number(), threshold: z.number() });
export type PrVertex = z.infer<typeof prVertexSchema>;

/** What is computed on one set of scored units: cases, or the cases' images of one view. */
const scoredSet = {
  /** Units scored. */
  cases: z.int(),
  positives: z.int(),
  negatives: z.int(),
  /** Patients with a positive, with a negative; where patients are resampled whole. */
  positivePatients: z.int().optional(),
  negativePatients: z.int().optional(),
  threshold: z.number(),
  /** Where the threshold came from, in words. */
  thresholdSource: z.string(),
  confusion: confusionSchema,
  metrics: metricsSchema,
};

export const viewResultSchema = z.object(scoredSet);
export type ViewResult = z.infer<typeof viewResultSchema>;

export const stratumResultSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  kind: z.enum(["declared", "crossed", "band", "merged"]),
  /** The predicate that selects the cases, as declared; absent for `merged`. */
  where: z.string().optional(),
  /** What counts as a fracture here and who decided, as declared. */
  referenceStandard: z.string().optional(),
  ...scoredSet,
  /** Null where the cohort names no patients. */
  patients: z.int().nullable(),
  /** Empty for crossed cells and bands. */
  views: z.record(z.string(), viewResultSchema),
  calibration: calibrationSchema.nullable().optional(),
  /** At the threshold. */
  likelihoodRatios: likelihoodRatiosSchema.optional(),
  /** At the threshold, by rising prevalence. */
  predictiveValues: z.array(predictiveValuesSchema).optional(),
  /** Absent for the reference itself, and where the reference lacks a class. */
  atReferencePrevalence: atReferencePrevalenceSchema.optional(),
  /** Absent where every interval is narrow enough, and for `merged`. */
  needed: neededCasesSchema.optional(),
  /** From (0, 0) to (1, 1), at most 2000 vertices; empty where one class is missing. */
  roc: z.array(rocVertexSchema),
  /** By rising recall, at most 2000 vertices; empty where there are no positives. */
  pr: z.array(prVertexSchema),
  /** At 101 false-positive rates from 0 to 1; of declared strata and `merged` with both classes. */
  rocBand: z.array(rocBandPointSchema).optional(),
  /** At 101 recalls from 0 to 1; of the same. */
  prBand: z.array(prBandPointSchema).optional(),
});
export type StratumResult = z.infer<typeof stratumResultSchema>;
