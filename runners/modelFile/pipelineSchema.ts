import { z } from "zod";
import { outputSchema, sizeSchema, thresholdSchema } from "./schema.js";

const files = z.array(z.string().min(1)).min(1);
/** One number for all channels, or three: on the scale 0–1. */
const means = z.union([z.number(), z.array(z.number()).length(3)]);
const deviations = z.union([z.number().positive(), z.array(z.number().positive()).length(3)]);

const classifierKeys = {
  models: files.describe("ONNX networks relative to this file, one a fold; their probabilities are averaged"),
  layout: z.enum(["NCHW", "NHWC"]).optional(),
  crop: sizeSchema.optional().describe("Side of a crop in pixels; default the networks' own, else 224"),
  mean: means.describe("Of the grey values / 255, a number or one a channel"),
  std: deviations,
  output: outputSchema,
};

const viewSchema = z.strictObject({
  localizer: z
    .strictObject({
      models: files.describe(
        "ONNX networks relative to this file, one a fold, that give three points (x, y) as fractions of width and height; their points are averaged",
      ),
      layout: z.enum(["NCHW", "NHWC"]).optional(),
      size: sizeSchema
        .optional()
        .describe("The whole image is resized to size × size pixels; default the networks' own, else 256"),
      mean: means.describe("Of the grey values / 255"),
      std: deviations,
    })
    .describe("Finds the wrist in the whole image"),
  region: z
    .strictObject({
      size: z.number().positive().max(1000).describe("Side of the region of interest, mm"),
      padding: z
        .number()
        .min(-500)
        .max(500)
        .describe("How far below the three points' mean its centre lies, mm"),
      pixels: sizeSchema.optional().describe("Its side after resampling, pixels; default 256"),
      spacing: z.number().positive().optional().describe("In place of pixels: mm a pixel after resampling"),
    })
    .refine((region) => region.pixels === undefined || region.spacing === undefined, {
      message: "needs `pixels` or `spacing`, not both",
    }),
  classifier: z
    .strictObject({
      ...classifierKeys,
      testTimeAugmentation: z
        .boolean()
        .default(true)
        .describe("Ten crops of the region and its mirror, averaged; false: the centre crop alone"),
    })
    .optional()
    .describe("Without it the view's probability is its ensemble's mean"),
  ensemble: z
    .strictObject({
      ...classifierKeys,
      models: files.describe("The members, one ONNX network each; scored on the centre crop"),
      mean: means.optional().describe("Default: the classifier's"),
      std: deviations.optional().describe("Default: the classifier's"),
      output: outputSchema.unwrap().optional().describe("Default: the classifier's"),
      temperatures: z
        .array(z.number().positive())
        .optional()
        .describe(
          "One a member: what its logits are divided by for the tempered probabilities, which stand beside the plain ones",
        ),
    })
    .optional()
    .describe("A deep ensemble; each view has the same number of members"),
});

/** A description (`*.model.yaml`) of the two-stage pipeline of Raisuddin et al. 2021, version 1. */
export const pipelineFileSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).optional(),
  pipeline: z.literal("deepwrist"),
  views: z
    .record(z.string().min(1), viewSchema)
    .refine((views) => Object.keys(views).length > 0, { message: "names no view" })
    .describe("By the cohort's name of the view; a case's probability is the mean over its views"),
  batchSize: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe(
      "Images a run of a network; default 4, and 1 with test-time augmentation, where an image is ten crops",
    ),
  threshold: thresholdSchema,
});

export type PipelineFile = z.infer<typeof pipelineFileSchema>;
export type PipelineView = PipelineFile["views"][string];
