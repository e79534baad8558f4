import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageRoot } from "../../src/packageRoot.js";

/** What a confusion matrix gives of what the study prints, in the order of its tables. */
export const tableMetrics = ["sensitivity", "specificity", "precision", "f1", "balancedAccuracy"] as const;
export type TableMetric = (typeof tableMetrics)[number];

const share = z.number().min(0).max(1);
/** An estimate with the bounds of its interval, as printed: two decimals. */
const figureSchema = z.strictObject({ value: share, lower: share, upper: share });
export type PrintedFigure = z.infer<typeof figureSchema>;

const confusionSchema = z.strictObject({ tp: z.int(), fp: z.int(), fn: z.int(), tn: z.int() });
const fiveFigures = {
  sensitivity: figureSchema,
  specificity: figureSchema,
  precision: figureSchema,
  f1: figureSchema,
  balancedAccuracy: figureSchema,
};

const readerSchema = z.strictObject({
  name: z.string(),
  short: z.string(),
  inReferenceStandard: z.boolean(),
  confusion: confusionSchema,
  kappaAgainstTruth: z.number().optional(),
  metrics: z.strictObject(fiveFigures),
});
const modelSchema = z.strictObject({
  name: z.string(),
  unit: z.enum(["PA", "LAT", "case"]),
  confusion: confusionSchema,
  metrics: z.strictObject({ auroc: figureSchema, aupr: figureSchema, ...fiveFigures }),
});
const stratumSchema = z.strictObject({
  name: z.enum(["general", "ct-confirmed"]),
  title: z.string(),
  eligible: z.int(),
  excluded: z.int(),
  cases: z.int(),
  positives: z.int(),
  negatives: z.int(),
  radiographs: z.strictObject({ PA: z.int(), LAT: z.int() }),
  referenceStandard: z.string(),
  model: z.array(modelSchema),
  readers: z.array(readerSchema),
});
const countsSchema = z.strictObject({ positives: z.int(), negatives: z.int(), all: z.int() });

const studySchema = z.strictObject({
  study: z.literal("deepwrist-2021"),
  title: z.string(),
  citation: z.string(),
  doi: z.string(),
  code: z.string(),
  printed: z.string(),
  bootstrap: z.strictObject({ iterations: z.int(), level: z.number(), method: z.string() }),
  training: z.strictObject({
    cases: z.int(),
    positives: z.int(),
    negatives: z.int(),
    radiographs: z.strictObject({ PA: countsSchema, LAT: countsSchema }),
  }),
  thresholds: z.strictObject({ PA: share, LAT: share, case: share }),
  strata: z.array(stratumSchema),
  merged: z.strictObject({ auroc: figureSchema, aupr: figureSchema }),
  kappaBetweenReaders: z.array(
    z.strictObject({ stratum: z.string(), a: z.string(), b: z.string(), kappa: z.number() }),
  ),
  outOfDistribution: z.strictObject({
    in: z.string(),
    out: z.string(),
    members: z.int(),
    score: z.string(),
    auroc: figureSchema,
  }),
  confounders: z.array(z.strictObject({ stratum: z.string(), term: z.string(), p: z.string() })),
  landmarkRecall: z.array(z.strictObject({ withinMm: z.number(), ...figureSchema.shape })),
  outOfFoldAccuracy: z.strictObject({ PA: figureSchema, LAT: figureSchema }),
});
export type PublishedStudy = z.infer<typeof studySchema>;
export type PublishedStratum = PublishedStudy["strata"][number];
export type PublishedReader = PublishedStratum["readers"][number];
export type PublishedModel = PublishedStratum["model"][number];

/** The published tables, from tables.json beside this file in the package. */
export function publishedStudy(): PublishedStudy {
  const file = join(packageRoot(), "benchmark", "deepwrist-2021", "tables.json");
  return studySchema.parse(JSON.parse(readFileSync(file, "utf8")));
}
