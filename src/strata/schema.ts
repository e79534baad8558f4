import { z } from "zod";
import { metricNames } from "../results/schema/metric.js";
import { chosenThresholdSchema, namesChoice } from "./chosenThreshold.js";
import { reportKeySchema } from "./reportSchema.js";
import {
  bothOrNeither,
  criterionCorruption,
  needsBoth,
  robustnessKeySchema,
  scoredMetrics,
  scoredUnder,
} from "./robustnessSchema.js";
import { bandsSchema, crossSchema } from "./subgroupsSchema.js";
import { trainingSchema } from "./trainingSchema.js";

const sql = z.string().min(1);
/** Letters, digits, `.`, `_` and `-`: safe in file names, columns of a CSV and links. */
const name = z
  .string()
  .max(64)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    "must be letters, digits, '.', '_' or '-', starting with a letter or digit",
  );
const metricName = z.enum(metricNames);
const unitInterval = z.number().min(0).max(1);

const columnsSchema = z
  .strictObject({
    case: sql.describe("Identifies the case: what is diagnosed, for example one wrist in one study"),
    patient: sql.optional().describe("Identifies the patient; then the bootstrap draws whole patients"),
    view: sql.optional().describe("The projection, for example PA or LAT"),
    image: sql.optional().describe("Path of the image file, relative to `images`"),
    spacing: sql.optional().describe("Pixel spacing in mm, where the image file has none"),
    landmarks: z
      .array(sql)
      .length(6)
      .optional()
      .describe(
        "True landmarks as columns and rows of pixels, (0, 0) the centre of the first: [x1, y1, x2, y2, x3, y3]",
      ),
    fracture: z
      .array(sql)
      .length(2)
      .optional()
      .describe(
        "Where the fracture lies in the image, in pixels as landmarks: [x, y]; blank where there is none or it isn't known",
      ),
    label: sql.describe("The truth: 1 (or true) fracture, 0 (or false) none"),
    age: sql.optional().describe("Age in years"),
    sex: sql.optional(),
  })
  .describe("What a column of the manifest is called, or an SQL expression over its columns");

const thresholdSchema = z
  .union([unitInterval, chosenThresholdSchema, z.record(z.string(), unitInterval)])
  .describe(
    "`probability >= threshold` is positive. A number, one a view (`case` for the case), or how to choose it",
  );

const confounderSchema = z.strictObject({
  column: sql.describe("A column's name or an SQL expression; `age` and `sex` mean those of cohort.columns"),
  name: sql.optional().describe("What the results call it (default: the column)"),
  reference: z
    .union([z.string(), z.number(), z.boolean()])
    .optional()
    .describe("The level that the others are compared with; makes it categorical"),
});

const criterionSchema = z
  .strictObject({
    stratum: z.string().min(1).describe('A declared stratum, `merged`, or "*" for every declared stratum'),
    metric: metricName,
    ...criterionCorruption,
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    judge: z
      .enum(["ci", "estimate"])
      .default("ci")
      .describe("`ci`: pass when the whole interval satisfies the criterion, fail when none of it does"),
    minimum: z.int().min(1).default(10).describe("Positives and negatives a stratum needs, each, for a pass"),
  })
  .refine((c) => (c.atLeast === undefined) !== (c.atMost === undefined), {
    message: "needs either `atLeast` or `atMost`, one of them",
  })
  .refine(({ metric, atLeast, atMost }) => {
    const limit = atLeast ?? atMost ?? 0;
    return limit <= 1 && limit >= (metric === "mcc" ? -1 : 0);
  }, "the limit is outside the metric's range, 0 to 1 (mcc: -1 to 1); write 0.85 for 85 %")
  .refine(bothOrNeither, needsBoth)
  .refine(scoredUnder, scoredMetrics);

const regressionRuleSchema = z
  .strictObject({
    stratum: z.string().min(1).describe('A declared stratum, `merged`, or "*" for every declared stratum'),
    metric: metricName,
    ...criterionCorruption,
    of: z
      .enum(["value", "drop"])
      .optional()
      .describe(
        "Under a corruption: the figure itself (where not said), or the drop, what the corruption takes from it",
      ),
    margin: z
      .number()
      .min(0)
      .max(1, "must be at most 1; it is in units of the metric, so write 0.02 for 2 %")
      .describe("How much worse than the baseline the model may be, in units of the metric"),
    minimum: z.int().min(1).default(10).describe("Positives and negatives a stratum needs, each, for a pass"),
  })
  .refine(bothOrNeither, needsBoth)
  .refine(scoredUnder, scoredMetrics)
  .refine(({ of, corruption }) => of === undefined || corruption !== undefined, {
    message: "`of` needs a `corruption` and a `severity`: without one there is no drop",
  });

/** A published study whose tables the report puts beside this run's. */
const compareWithSchema = z.strictObject({
  study: z.enum(["deepwrist-2021"]),
  strata: z
    .record(z.string(), z.enum(["general", "ct-confirmed"]))
    .refine((pairs) => Object.keys(pairs).length > 0, "must pair at least one stratum with the study's")
    .describe("A stratum declared here: the study's it stands beside"),
  views: z
    .record(z.string(), z.enum(["PA", "LAT"]))
    .optional()
    .describe("A view as the manifest calls it: the study's; default the same names"),
});

/** The strata file, version 1 (CONTRACT): who is evaluated, on what, judged how. */
export const strataFileSchema = z.strictObject({
  version: z.literal(1),
  name,
  title: z.string().optional(),
  cohort: z.strictObject({
    manifest: z
      .string()
      .min(1)
      .describe("csv, parquet or jsonl, relative to this file; phantom:test is built in; --cohort overrides"),
    images: z
      .string()
      .min(1)
      .optional()
      .describe("The folder that image paths are relative to; --images overrides"),
    columns: columnsSchema,
    where: sql.optional().describe("Who is evaluated; the rest serves only `threshold.on`"),
    withinCase: z
      .enum(["error", "any"])
      .default("error")
      .describe("Rows of a case that differ in label or stratum: an error, or 1 where any row is"),
    onUnreadable: z.enum(["error", "exclude"]).default("error"),
    exclude: z.array(z.strictObject({ where: sql, reason: z.string().min(1) })).default([]),
  }),
  training: trainingSchema
    .optional()
    .describe("What the model was trained on: evaluated cases found there are counted and warned of"),
  referenceStandard: z
    .record(z.string(), z.string())
    .default({})
    .describe("By stratum: what counts as a fracture, who decided; printed in the report"),
  overlap: z.boolean().default(false).describe("May a case be in two declared strata?"),
  strata: z.array(z.strictObject({ name, title: z.string().optional(), where: sql })).min(1),
  cross: crossSchema,
  bands: bandsSchema,
  reference: z
    .string()
    .optional()
    .describe("What the other strata are compared with: a stratum (default the first), or `rest`"),
  primary: z
    .array(metricName)
    .min(1)
    .default(["auroc", "sensitivity", "specificity"])
    .describe("The family of the gap tests"),
  threshold: thresholdSchema.optional(),
  confounders: z
    .array(z.union([sql, confounderSchema]))
    .default([])
    .describe("Age, sex and the like, which the model may be standing for: columns, or how to take them"),
  confounderModel: z
    .strictObject({
      intercept: z
        .boolean()
        .default(true)
        .describe("false: confounders standardised, score raw, no intercept, as the published analysis"),
    })
    .prefault({}),
  ood: z
    .strictObject({
      in: z.string(),
      out: z.array(z.string()).min(1),
      ensemble: z.string().optional(),
    })
    .optional(),
  readers: z
    .record(
      name,
      z.strictObject({
        column: sql.describe(
          "The reader's answer: 1 (or true) fracture, 0 (or false) none, blank where this reader did not read the case",
        ),
        name: z.string().min(1).optional().describe("As printed; default the key"),
        inReferenceStandard: z
          .union([z.boolean(), z.array(z.string())])
          .default(false)
          .describe("Did this reader make the truth? true, or the strata whose truth"),
        atLeast: z
          .number()
          .optional()
          .describe("For answers on a scale (1 to 5, say): from which one on they mean a fracture"),
      }),
    )
    .default({})
    .describe("Human readers, compared with the model and with each other"),
  bootstrap: z
    .strictObject({
      iterations: z.int().min(100).max(1_000_000).default(5000),
      seed: z.int().default(12345),
      level: z.number().gt(0.5).lt(1).default(0.95),
      unit: z
        .enum(["patient", "case"])
        .optional()
        .describe("patient where there is such a column, else case"),
    })
    .prefault({}),
  compareWith: compareWithSchema
    .optional()
    .describe("A published study whose tables are printed beside these strata: no test between them"),
  robustness: robustnessKeySchema.optional(),
  report: reportKeySchema.optional(),
  accept: z.array(criterionSchema).default([]),
  regression: z.array(regressionRuleSchema).default([]),
});

/** A strata file as validated, defaults filled in. */
export type StrataFile = z.infer<typeof strataFileSchema>;
export type Criterion = StrataFile["accept"][number];
export type Reader = StrataFile["readers"][string];

/** What a reader is called in the results. */
export const readerName = (key: string, reader: Pick<Reader, "name">): string => reader.name ?? key;

/**
 * The schema that fits what a strata file declares: a threshold that is to be chosen is read as nothing else,
 * so that a fault in it is told as such.
 */
export function schemaFor(data: unknown): z.ZodType<StrataFile> {
  const threshold = (data as { threshold?: unknown } | null)?.threshold;
  return namesChoice(threshold)
    ? (strataFileSchema.extend({ threshold: chosenThresholdSchema }) as unknown as z.ZodType<StrataFile>)
    : strataFileSchema;
}
