import { z } from "zod";
import { intervalSchema, statusSchema } from "./metric.js";

/** A test that some coefficients are all 0. */
const testSchema = z.object({
  statistic: z.number(),
  df: z.number(),
  p: z.number(),
  /** `likelihood ratio`, `penalised likelihood ratio`, or `Wald, cluster-robust`. */
  method: z.string().optional(),
});

const termSchema = z.object({
  name: z.string(),
  /** Change of the log odds per unit of the fitted column (per standard deviation where `scaled`). */
  coefficient: z.number().nullable(),
  standardError: z.number().nullable(),
  z: z.number().nullable(),
  /** Wald, two-sided. */
  p: z.number().nullable(),
  /** Per unit; null also where it is too large to be written. */
  oddsRatio: z.number().nullable(),
  /** Per standard deviation (ddof 0) of the cases modelled; null for the intercept. */
  oddsRatioPerSd: z.number().nullable(),
  /** Of the coefficient. */
  ci: intervalSchema.nullable(),
  /** Test of leaving the term out; null where patients repeat, where it doesn't hold. */
  lrP: z.number().nullable(),
  oddsRatioCi: intervalSchema.nullable().optional(),
  oddsRatioPerSdCi: intervalSchema.nullable().optional(),
  standardDeviation: z.number().nullable().optional(),
  /** True where the column was standardised before the fit. */
  scaled: z.boolean().optional(),
  /** What the column's numbers stand for, where it is not a number itself. */
  coding: z.string().optional(),
});

const modelHead = {
  method: z.enum(["logit", "firth"]),
  status: statusSchema,
  reason: z.string().optional(),
};

/** How much better one model ranks than another that lacks some of its terms, corrected for optimism. */
const aurocDifferenceSchema = z.object({
  value: z.number().nullable(),
  status: statusSchema,
  reason: z.string().optional(),
  ci: intervalSchema.nullable(),
  ciReason: z.string().optional(),
  /** As seen on the cases that the models were fitted to. */
  apparent: z.number().nullable(),
  optimism: z.number().nullable(),
  /** Apparent AUROC with and without the terms. */
  with: z.number().nullable(),
  without: z.number().nullable(),
});

const addedValueSchema = testSchema.extend({ auroc: aurocDifferenceSchema.optional() });

/** Label on confounders and score in one stratum. */
export const confounderSchema = z.object({
  stratum: z.string(),
  /** Cases modelled. */
  cases: z.int(),
  /** Left out because a confounder is not known. */
  excluded: z.int(),
  intercept: z.boolean(),
  ...modelHead,
  terms: z.array(termSchema),
  /** Of the score over the confounders. */
  addedValue: addedValueSchema.nullable(),
  /** Of the confounders over the score. */
  addedValueOfConfounders: addedValueSchema.nullable().optional(),
  /** By confounder: cases in which it is not known. */
  missing: z.record(z.string(), z.int()).optional(),
  /** Cases modelled with and without a fracture. */
  events: z.int().optional(),
  nonEvents: z.int().optional(),
  /** Patients modelled, where patients repeat; null where each case counts for itself. */
  clusters: z.int().nullable().optional(),
  /** The rarer class's cases (patients, where they repeat) for each term but the intercept. */
  eventsPerTerm: z.number().nullable().optional(),
  separation: z.enum(["none", "quasi", "complete"]).optional(),
  /** Where standard errors and tests come from. */
  errors: z.enum(["model", "cluster-robust"]).optional(),
  /** Confounders that this stratum's model lacks, and why. */
  left: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
  /** The score without confounders, on the same cases. */
  scoreAlone: z.object({ ...modelHead, term: termSchema.nullable() }).optional(),
  /** Plain sentences about this model. */
  warnings: z.array(z.string()).optional(),
});
export type ConfounderModel = z.infer<typeof confounderSchema>;
export type ConfounderTerm = z.infer<typeof termSchema>;
export type AddedValue = z.infer<typeof addedValueSchema>;

/** One model over all declared strata: does the score's coefficient differ between them? */
export const strataInteractionSchema = z.object({
  ...modelHead,
  reference: z.string().nullable(),
  cases: z.int(),
  excluded: z.int(),
  errors: z.enum(["model", "cluster-robust"]),
  /** By stratum: its score coefficient less the reference's. */
  terms: z.array(termSchema.extend({ stratum: z.string() })),
  joint: testSchema.nullable(),
  /** Strata that can't be in the model, and why. */
  left: z.array(z.object({ name: z.string(), reason: z.string() })),
});
export type StrataInteraction = z.infer<typeof strataInteractionSchema>;
