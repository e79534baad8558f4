import { z } from "zod";
import {
  acceptanceSchema,
  agreementSchema,
  gapSchema,
  landmarkQualitySchema,
  maskingSchema,
  readerComparisonSchema,
  readerSchema,
} from "./analyses.js";
import { ageHistogramSchema, agesSchema, independenceSchema, stratumMakeUpSchema } from "./cohortParts.js";
import { comparisonSchema, regressionRuleSchema } from "./comparison.js";
import { confounderSchema, strataInteractionSchema } from "./confounders.js";
import { explanationsSchema } from "./explanations.js";
import { failureCasesSchema } from "./failureCases.js";
import { lockStateSchema } from "./lock.js";
import { missingResultsSchema } from "./missingResults.js";
import { operatingPointSchema } from "./operatingPoint.js";
import { robustnessSchema } from "./robustness.js";
import { subgroupsSchema } from "./stratification.js";
import { stratumResultSchema } from "./stratum.js";
import { studySchema } from "./study.js";
import { studyReportSchema } from "./studyReport.js";
import { oodSchema, referralSchema } from "./uncertainty.js";

/** Raised by a breaking change only; new keys don't raise it. */
export const schemaVersion = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const modelIdentitySchema = z.looseObject({
  name: z.string(),
  /** `onnx`, `predictions`, … */
  format: z.string(),
  /** Of the model file, or of the predictions table. */
  sha256,
  /** File name without its folder. */
  file: z.string().optional(),
  /** Of the model description (`*.model.yaml`), where there is one. */
  descriptionSha256: sha256.optional(),
  /**
   * Where it is of several networks: each one's file as declared. `sha256` is then over their SHA-256 in
   * hex, a line each, in this order.
   */
  files: z.array(z.object({ file: z.string(), sha256 })).optional(),
  /** The deep ensemble whose members stand beside it, hashed likewise (with what finds their region). */
  ensemble: z
    .looseObject({
      name: z.string(),
      members: z.int(),
      sha256,
      files: z.array(z.object({ file: z.string(), sha256 })),
      /** Where it has a description of its own. */
      descriptionSha256: sha256.optional(),
      settings: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** How an image becomes the network's input and its output a probability, setting by setting, as text. */
  settings: z.record(z.string(), z.string()).optional(),
});
export type ModelIdentity = z.infer<typeof modelIdentitySchema>;

/**
 * One box of the case-flow diagram. The first is `manifest`, the last `analysed`; all between are
 * taken away, so that manifest = analysed + Σ between, for cases and for images.
 */
export const flowStepSchema = z.object({
  step: z.enum(["manifest", "not-selected", "excluded", "unreadable", "in-no-stratum", "analysed"]),
  cases: z.int(),
  /** Rows of the manifest: images, or views or cases where the manifest names no images. */
  images: z.int(),
  reason: z.string().optional(),
});
export type FlowStep = z.infer<typeof flowStepSchema>;

export const cohortResultSchema = z.object({
  name: z.string(),
  /** Of the manifest file. */
  sha256,
  flow: z.array(flowStepSchema),
  cases: z.int(),
  patients: z.int().nullable(),
  /** 0 where the manifest names none. */
  images: z.int(),
  /** Whether the manifest names images; absent in results that don't say. */
  namesImages: z.boolean().optional(),
  /** Over the SHA-256 of every image file scored, in the order of case, view and path; null without images. */
  imagesSha256: sha256.nullable(),
  casesTable: z.object({ file: z.string(), sha256 }),
  /** Patients with cases in more than one declared stratum. */
  patientsInSeveralStrata: z.int(),
  /** Ages in years and counts by sex of the cases analysed, where the columns are declared. */
  age: agesSchema.nullable().optional(),
  sex: z.record(z.string(), z.int()).nullable().optional(),
  /** Images by view; rows of the manifest where it names no images. */
  views: z.record(z.string(), z.int()).optional(),
  /** Declared strata in their order, then `merged`. */
  byStratum: z.array(stratumMakeUpSchema).optional(),
  ageHistogram: ageHistogramSchema.optional(),
  independence: independenceSchema.optional(),
});
export type CohortResult = z.infer<typeof cohortResultSchema>;

/** What was declared before scoring. */
export const protocolSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  /** File name without its folder. */
  file: z.string(),
  sha256,
  reference: z.string(),
  primary: z.array(z.string()),
  confounders: z.array(z.string()),
  bootstrap: z.object({
    iterations: z.int(),
    seed: z.int(),
    level: z.number(),
    unit: z.enum(["patient", "case"]),
  }),
  /** What became of the protocol since `wrist-bench lock`; `absent` where it was never locked. */
  lock: lockStateSchema.optional(),
  /** What a comparison with a baseline is judged by, where declared. */
  regression: z.array(regressionRuleSchema).optional(),
  /** Device and study in words, where the strata file has any. */
  report: studyReportSchema.optional(),
});
export type Protocol = z.infer<typeof protocolSchema>;

export const resultsSchema = z.object({
  tool: z.object({ name: z.string(), version: z.string() }),
  model: modelIdentitySchema,
  protocol: protocolSchema,
  cohort: cohortResultSchema,
  /** Declared strata in their order, then crossed, then bands, then `merged`. */
  strata: z.array(stratumResultSchema),
  /** What was crossed and banded, in the order of `strata`. */
  subgroups: z.array(subgroupsSchema).optional(),
  gaps: z.array(gapSchema),
  masking: maskingSchema.nullable(),
  confounders: z.array(confounderSchema),
  /** Whether the score means the same in every stratum; where confounders are declared. */
  strataInteraction: strataInteractionSchema.optional(),
  ood: oodSchema.nullable(),
  /** Which cases a person should read. */
  referral: referralSchema.optional(),
  /** Where the model finds landmarks and the manifest has true ones. */
  landmarks: z.array(landmarkQualitySchema).optional(),
  /** The wrong calls at the operating point. */
  failureCases: failureCasesSchema.optional(),
  /** Cases without a result, and what they could have changed. */
  missingResults: missingResultsSchema.optional(),
  /** Where pictures were asked for. */
  explanations: explanationsSchema.optional(),
  /** Where images were also scored under corruptions. */
  robustness: robustnessSchema.optional(),
  readers: z.array(readerSchema),
  agreement: z.array(agreementSchema),
  /** Where readers are declared. */
  readerComparison: z.array(readerComparisonSchema).optional(),
  /** A published study's tables beside this run's strata, where the strata file compares with one. */
  study: studySchema.optional(),
  /** Where the threshold was chosen on cases that are not evaluated. */
  operatingPoint: operatingPointSchema.optional(),
  acceptance: z.array(acceptanceSchema),
  /** Where a baseline was given. */
  comparison: comparisonSchema.nullable(),
  verdict: z.enum(["pass", "fail", "inconclusive", "none"]),
  /** What a reader must know that no other key says, one plain sentence each. */
  warnings: z.array(z.string()),
});
export type Results = z.infer<typeof resultsSchema>;

/** The tool's own identity beyond its version; what is not to be had is null, with why. */
export const toolIdentitySchema = z.object({
  /** The folder that ran, or what was recorded when it was built. */
  from: z.enum(["checkout", "build"]),
  /** Git's; changes that were not committed are not seen. */
  commit: z.string().nullable(),
  commitReason: z.string().optional(),
  /** Of package-lock.json: the versions of all dependencies. */
  lockfileSha256: sha256.nullable(),
  lockfileReason: z.string().optional(),
});
export type ToolIdentity = z.infer<typeof toolIdentitySchema>;

export const executionSchema = z.object({
  startedAt: z.string(),
  durationMs: z.number(),
  command: z.string(),
  /** Versions, processor, execution provider and the like, as text. */
  environment: z.record(z.string(), z.string()),
  tool: toolIdentitySchema.optional(),
});
export type Execution = z.infer<typeof executionSchema>;

/** results.json. `results` is the same for the same inputs, seed and version; `execution` may differ. */
export const resultsFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  results: resultsSchema,
  execution: executionSchema,
});
export type ResultsFile = z.infer<typeof resultsFileSchema>;
