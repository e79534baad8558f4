import { z } from "zod";
import { metricSchema } from "./metric.js";

/** How much a call changes the odds of a fracture. Its interval is `ci`: the log method's, not a bootstrap's. */
export const likelihoodRatiosSchema = z.object({
  /** sensitivity / (1 − specificity) */
  positive: metricSchema,
  /** (1 − sensitivity) / specificity */
  negative: metricSchema,
});
export type LikelihoodRatiosResult = z.infer<typeof likelihoodRatiosSchema>;

/** PPV and NPV as they would be at another prevalence; `ci` by the logit method, the prevalence taken as known. */
export const predictiveValuesSchema = z.object({
  prevalence: z.number().gt(0).lt(1),
  ppv: metricSchema,
  npv: metricSchema,
});
export type PredictiveValuesResult = z.infer<typeof predictiveValuesSchema>;
