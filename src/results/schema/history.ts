import { z } from "zod";
import { intervalSchema, statusSchema } from "./metric.js";

/** Raised by a breaking change of the history's tables, and of what `history --json` prints. */
export const historyVersion = 1;

/** One metric of one stratum in one run. */
export const historyFigureSchema = z.object({
  stratum: z.string(),
  kind: z.enum(["declared", "crossed", "band", "merged"]),
  metric: z.string(),
  cases: z.int(),
  positives: z.int(),
  negatives: z.int(),
  value: z.number().nullable(),
  status: statusSchema,
  reason: z.string().nullable(),
  ci: intervalSchema.nullable(),
  exactCi: intervalSchema.nullable(),
});
export type HistoryFigure = z.infer<typeof historyFigureSchema>;

/** What may be another than in the run before. */
export const historyChanges = ["model", "strata", "cohort", "tool", "settings"] as const;

/** A criterion or comparison that decided against the model, or could not decide. */
export const historyFindingSchema = z.object({
  stratum: z.string(),
  metric: z.string(),
  /** As declared, in words: `at least 0.85`, `margin 0.02`. */
  rule: z.string(),
  outcome: z.enum(["fail", "inconclusive"]),
});
export type HistoryFinding = z.infer<typeof historyFindingSchema>;

export const historyRunSchema = z.object({
  /** From 1, in the order they were recorded. */
  run: z.int(),
  startedAt: z.string(),
  tool: z.object({ version: z.string() }),
  model: z.object({ name: z.string(), sha256: z.string(), descriptionSha256: z.string().nullable() }),
  protocol: z.object({ name: z.string(), sha256: z.string() }),
  cohort: z.object({
    name: z.string(),
    sha256: z.string(),
    imagesSha256: z.string().nullable(),
    casesTableSha256: z.string(),
  }),
  bootstrap: z.object({ iterations: z.int(), seed: z.int(), level: z.number(), unit: z.string() }),
  verdict: z.enum(["pass", "fail", "inconclusive", "none"]),
  findings: z.array(historyFindingSchema),
  /** Over `results` of results.json, keys sorted. */
  resultsSha256: z.string(),
  /** The first run with the very same results, where there is an earlier one. */
  sameResultsAs: z.int().nullable(),
  /** What is another than in the run before it of the same strata file's name; empty for the first. */
  changed: z.array(z.enum(historyChanges)),
  figures: z.array(historyFigureSchema),
});
export type HistoryRun = z.infer<typeof historyRunSchema>;

/** What `history --json` prints and the history's page is drawn from: runs by their start. */
export const historySchema = z.object({
  historyVersion: z.literal(historyVersion),
  runs: z.array(historyRunSchema),
});
export type History = z.infer<typeof historySchema>;
