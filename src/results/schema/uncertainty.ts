import { z } from "zod";
import { metricSchema } from "./metric.js";

const count = z.int().min(0);

/** How well a score tells the cases of `out` (positive) from those of `in`; more is more out-of-distribution. */
export const detectionSchema = z.object({
  auroc: metricSchema,
  /** Average precision with `out` as the class to be found. */
  auprOut: metricSchema,
  /** Likewise with `in`, the score turned round. */
  auprIn: metricSchema,
  /** Share of `in` flagged when the threshold is the highest that flags 95 % of `out`. */
  fprAt95Tpr: metricSchema,
  /** AUROC among the cases with a fracture alone, and among those without: free of the strata's prevalence. */
  withinPositives: metricSchema.optional(),
  withinNegatives: metricSchema.optional(),
});
export type Detection = z.infer<typeof detectionSchema>;

const byMembersSchema = z.array(
  z.object({
    members: z.int(),
    /** Subsets of that size evaluated. */
    subsets: z.int(),
    /** Subsets that there are; more than were evaluated where they were sampled. */
    possible: z.number().optional(),
    auroc: z.object({ mean: z.number(), min: z.number(), max: z.number() }),
  }),
);

/** Counts of cases in bins that are the same for every stratum. */
export const histogramSchema = z.object({
  score: z.string(),
  /** Bins are [edge, next edge), the last closed; `root`: equally wide in the square root. */
  scale: z.enum(["linear", "root"]),
  edges: z.array(z.number()),
  strata: z.array(z.object({ stratum: z.string(), counts: z.array(count) })),
});
export type Histogram = z.infer<typeof histogramSchema>;

/** Can the uncertainty tell hard cases from general ones? */
export const oodVerdictSchema = z.object({
  /** The score that it is about. */
  score: z.string(),
  outcome: z.enum(["yes", "in-part", "no", "not-shown"]),
  because: z.enum(["better", "chance", "lower", "no-variation", "class-mix", "too-few"]),
});
export type OodVerdict = z.infer<typeof oodVerdictSchema>;

export const oodSchema = z.object({
  in: z.string(),
  out: z.array(z.string()),
  /** 0 where the scores are of the model's probability alone. */
  members: z.int(),
  /** `both`: cases in `in` and in `out`, which count for neither. */
  cases: z.object({ in: count, out: count, both: count }).optional(),
  scores: z.record(z.string(), detectionSchema),
  /** AUROC of the predictive variance of fewer members, over subsets of each size. */
  byMembers: byMembersSchema,
  /** Subsets evaluated over all sizes; `exhaustive`: there are no others. */
  subsets: z.object({ evaluated: count, exhaustive: z.boolean() }).optional(),
  /** Whether the ensemble's description has temperatures. */
  temperature: z.enum(["declared", "not declared"]).optional(),
  /** The same with each member's logits divided by its temperature. */
  tempered: z
    .object({ scores: z.record(z.string(), detectionSchema), byMembers: byMembersSchema })
    .optional(),
  histograms: z.array(histogramSchema).optional(),
  /** AUROC of each score for wrong decisions (positive) among all: whether it finds errors, by stratum. */
  errorDetection: z
    .array(
      z.object({
        stratum: z.string(),
        cases: count,
        errors: count,
        scores: z.record(z.string(), metricSchema),
      }),
    )
    .optional(),
  verdict: oodVerdictSchema.optional(),
});
export type Ood = z.infer<typeof oodSchema>;

/** Which cases should a person read? Cases of highest uncertainty are referred, the others keep their call. */
export const referralSchema = z.object({
  threshold: z.number(),
  /** 0 where uncertainty is the model's own. */
  members: z.int(),
  /** Each stratum ranked by itself. */
  curves: z.array(
    z.object({
      stratum: z.string(),
      score: z.string(),
      cases: count,
      errors: count,
      /** Mean over the coverages 1/n … 1 of the share of wrong calls among the cases kept. */
      aurc: metricSchema,
      /** Of a score that refers every wrong call first; null without cases. */
      oracle: z.number().nullable(),
      /** Of a score that says nothing: the share of wrong calls among all cases. */
      random: z.number().nullable(),
      vertices: z.array(z.object({ coverage: z.number(), risk: z.number() })),
    }),
  ),
  /** One ranking over the cases of all strata. */
  rates: z.array(
    z.object({
      score: z.string(),
      /** Share of all cases that may be referred. */
      rate: z.number(),
      strata: z.array(
        z.object({
          stratum: z.string(),
          cases: count,
          referred: count,
          errors: count,
          /** Share of the stratum's wrong calls that are referred. */
          caught: metricSchema,
          /** Of the cases kept. */
          sensitivity: metricSchema,
          specificity: metricSchema,
        }),
      ),
    }),
  ),
});
export type Referral = z.infer<typeof referralSchema>;
