import { z } from "zod";
import { outcomeSchema } from "./analyses.js";
import { comparedRobustnessSchema } from "./comparedRobustness.js";
import { intervalSchema, statusSchema } from "./metric.js";

const sha256 = z.string();

/** Where a rule is on corrupted images. */
const underCorruption = {
  corruption: z.string().optional(),
  severity: z.int().optional(),
  /** The figure under the corruption (where not said), or what the corruption takes from it. */
  of: z.enum(["value", "drop"]).optional(),
};

/** A rule of `regression:` in the strata file. */
export const regressionRuleSchema = z.object({
  /** A declared stratum, `merged`, or `*` for every declared stratum. */
  stratum: z.string(),
  metric: z.string(),
  /** How much worse the candidate may be, in units of the metric. */
  margin: z.number(),
  /** Positives and negatives the stratum needs, each, for a pass. */
  minimum: z.int(),
  ...underCorruption,
});
export type RegressionRule = z.infer<typeof regressionRuleSchema>;

/** A set of cases that both runs have. */
export const comparedStratumSchema = z.object({
  name: z.string(),
  kind: z.enum(["declared", "merged"]),
  cases: z.int(),
  positives: z.int(),
  negatives: z.int(),
  /** Where patients are resampled whole. */
  positivePatients: z.int().optional(),
  negativePatients: z.int().optional(),
  /** Every probability is the same in both runs, and so is the threshold. */
  identical: z.boolean(),
  /** Cases that were right and are wrong now, each run at its threshold; and the other way round. */
  newlyWrong: z.int(),
  newlyRight: z.int(),
});
export type ComparedStratumResult = z.infer<typeof comparedStratumSchema>;

/** One metric of one stratum in both runs, on the same cases. */
export const changeSchema = z.object({
  stratum: z.string(),
  metric: z.string(),
  baseline: z.number().nullable(),
  candidate: z.number().nullable(),
  /** Candidate − baseline. */
  difference: z.number().nullable(),
  status: statusSchema,
  reason: z.string().optional(),
  /** Paired percentile bootstrap. */
  ci: intervalSchema.nullable(),
  ciReason: z.string().optional(),
  /** What rules are judged on. */
  judgedCi: intervalSchema.nullable(),
  judgedCiReason: z.string().optional(),
  /** Two-sided, of no difference; not adjusted. */
  p: z.number().nullable(),
  /** The test behind p. */
  test: z.string(),
  /** DeLong's paired interval as usually printed; for AUROC. */
  delongCi: intervalSchema.nullable().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** What the cases of a stratum could show of a metric, were they drawn again. */
export const couldSeeSchema = z.object({
  /** The smallest margin that this very result would have passed. */
  passes: z.number(),
  /** The smallest margin that a model no worse and no better passes with a chance of 80 %. */
  margin80: z.number(),
  /** The smallest true loss that fails at the declared margin with a chance of 80 %. */
  loss80: z.number(),
  /** Cases of either class with which a model no worse and no better passes with that chance. */
  needed: z.object({ positives: z.int(), negatives: z.int() }).nullable(),
});
export type CouldSee = z.infer<typeof couldSeeSchema>;

/** One rule on one stratum, and how it came out. */
export const ruleResultSchema = z.object({
  stratum: z.string(),
  metric: z.string(),
  ...underCorruption,
  rule: z.object({ margin: z.number(), minimum: z.int() }),
  /** Candidate − baseline; of drops, above 0 means worse. */
  difference: z.number().nullable(),
  /** What it was judged on. */
  ci: intervalSchema.nullable(),
  /** One-sided, of a candidate that is not worse by more than the margin. */
  p: z.number().nullable(),
  /** Holm, over all rules and strata. */
  pAdjusted: z.number().nullable(),
  /** The candidate is better, with confidence; not adjusted. */
  improved: z.boolean(),
  /** Absent where there is nothing to judge on. */
  couldSee: couldSeeSchema.optional(),
  outcome: outcomeSchema,
  /** One or two plain sentences. */
  reason: z.string(),
});
export type RuleResult = z.infer<typeof ruleResultSchema>;

/** A case called rightly by one run and wrongly by the other. */
export const flipSchema = z.object({
  case: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  /** Declared strata it is in. */
  strata: z.array(z.string()),
  baseline: z.number(),
  candidate: z.number(),
});
export type Flip = z.infer<typeof flipSchema>;

/** The run on the other side. */
const comparedRunSchema = z.object({
  model: z.object({ name: z.string(), format: z.string(), sha256 }),
  tool: z.string(),
  protocol: z.object({ name: z.string(), sha256 }),
  cohort: z.object({ name: z.string(), sha256, cases: z.int() }),
  casesTableSha256: sha256,
  startedAt: z.string(),
  threshold: z.number(),
});
export type ComparedRun = z.infer<typeof comparedRunSchema>;

/** A candidate against a baseline, paired case by case. */
export const comparisonSchema = z.object({
  baseline: comparedRunSchema,
  /** The candidate's own threshold; the rest of the candidate stands elsewhere in the results. */
  threshold: z.number(),
  cases: z.object({ common: z.int(), onlyBaseline: z.int(), onlyCandidate: z.int() }),
  /** Declared strata in the candidate's order, then `merged`. */
  strata: z.array(comparedStratumSchema),
  /** Strata × all metrics. */
  changes: z.array(changeSchema),
  /** As declared × strata; empty where no rule is declared. */
  rules: z.array(ruleResultSchema),
  /** The greatest changes of probability first, at most 1000 of each; the strata have their counts. */
  flips: z.object({ newlyWrong: z.array(flipSchema), newlyRight: z.array(flipSchema) }),
  /** Where a run was scored under corruptions. */
  robustness: comparedRobustnessSchema.optional(),
  /** What is not alike in the two runs, one plain sentence each. */
  warnings: z.array(z.string()),
  verdict: z.enum(["pass", "fail", "inconclusive", "none"]),
});
export type Comparison = z.infer<typeof comparisonSchema>;
