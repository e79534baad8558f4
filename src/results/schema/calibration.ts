import { z } from "zod";
import { intervalSchema, metricSchema } from "./metric.js";

/** One bar of a reliability diagram: cases whose probability is at least `from` and below `to`. */
const binSchema = z.object({
  from: z.number(),
  to: z.number(),
  cases: z.int(),
  positives: z.int(),
  /** Null in an empty bin. */
  meanPredicted: z.number().nullable(),
  observed: z.number().nullable(),
  /** Of `observed`: Clopper–Pearson, at the effective size where patients repeat. */
  ci: intervalSchema.nullable(),
});

/** Whether the probabilities say how often there is a fracture. */
export const calibrationSchema = z.looseObject({
  /** Label on logit(probability): 1 where they spread rightly, below 1 where they are too extreme. */
  slope: z.number().nullable(),
  /** Calibration in the large: with the slope held at 1. 0 where their mean is right on the logit scale. */
  intercept: z.number().nullable(),
  /** Expected calibration error over ten bins of equal width. */
  ece: z.number().nullable(),
  /** The same with status, reason and interval. */
  figures: z
    .object({
      slope: metricSchema,
      intercept: metricSchema,
      /** The intercept of the slope's own model. */
      interceptWithSlope: metricSchema,
      ece: metricSchema,
    })
    .optional(),
  /** Mean and 95th percentile of the ECE that right probabilities would show here; p of the one observed. */
  eceIfCalibrated: z
    .object({ mean: z.number(), upper: z.number(), p: z.number(), draws: z.int() })
    .nullable()
    .optional(),
  /** Ten of equal width, the ones that the ECE is taken over. */
  bins: z.array(binSchema).optional(),
  meanPredicted: z.number().nullable().optional(),
  observed: z.number().nullable().optional(),
  /** Whether some patient has several cases; intervals then allow for it, `eceIfCalibrated` does not. */
  patientsRepeat: z.boolean().optional(),
});
export type Calibration = z.infer<typeof calibrationSchema>;
