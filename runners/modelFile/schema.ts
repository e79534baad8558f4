import { z } from "zod";

const unitInterval = z.number().min(0).max(1);
export const sizeSchema = z.int().min(1).max(8192);
const size = sizeSchema;

export const outputSchema = z
  .strictObject({
    name: z.string().optional().describe("Which output of the network; needed where it has several"),
    index: z.int().min(0).optional().describe("Which of its values is the fracture's, from 0"),
    activation: z
      .enum(["none", "sigmoid", "softmax"])
      .optional()
      .describe("What turns the output into a probability; none where it is one"),
  })
  .prefault({});

export const thresholdSchema = z
  .union([unitInterval, z.record(z.string(), unitInterval)])
  .optional()
  .describe("`probability >= threshold` is positive; a number, or one a view and `case`");

export const ensembleSchema = z
  .strictObject({
    members: z
      .array(z.string().min(1))
      .min(1)
      .describe("The members' files or addresses, as of single models, relative to this one"),
  })
  .describe("A deep ensemble, whose members' probabilities are kept beside the model's");

/** A description (`*.model.yaml`) of one network, version 1: what the network's file itself can't say. */
export const modelFileSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).optional(),
  /** A file with this key is of another kind and never gets here; known, so that a typo is told. */
  pipeline: z.undefined().optional(),
  model: z
    .string()
    .min(1)
    .describe("The network's file or folder, relative to this one, or its address on a server"),
  input: z
    .strictObject({
      name: z.string().optional().describe("The name of the one input of the network"),
      layout: z.enum(["NCHW", "NHWC"]).optional(),
      channels: z
        .union([z.literal(1), z.literal(3)])
        .optional()
        .describe("A grey image is repeated for 3"),
      width: size.optional(),
      height: size.optional(),
      contrast: z
        .enum(["percentile", "none"])
        .optional()
        .describe(
          "percentile (default): clipped to the image's 5th and 99th percentile, spread over 0–255; none: the stored range",
        ),
      crop: z
        .enum(["none", "centre"])
        .optional()
        .describe("none (default): the whole image; centre: the largest square in its middle"),
      resize: z
        .enum(["bilinear", "antialiased"])
        .optional()
        .describe(
          "bilinear (default): OpenCV's INTER_LINEAR, which skips pixels when it reduces; antialiased: Pillow's BILINEAR on 8 bits, which weighs them all",
        ),
      scaling: z
        .union([
          z.enum(["0-1", "-1-1", "0-255"]),
          z.strictObject({
            mean: z.array(z.number()).min(1).max(3),
            std: z.array(z.number().positive()).min(1).max(3),
          }),
        ])
        .optional()
        .describe("What the 0–255 grey values become; mean and std a channel, on the scale 0–1"),
      channelOrder: z
        .enum(["RGB", "BGR"])
        .optional()
        .describe("The order of mean and std is always RGB; BGR reverses it for the network"),
    })
    .prefault({}),
  output: outputSchema,
  batchSize: z.int().min(1).max(1024).optional(),
  threshold: thresholdSchema,
  ensemble: ensembleSchema.optional(),
  remote: z
    .strictObject({
      timeout: z.number().positive().max(3600).default(60).describe("Seconds a request may take"),
      retries: z.int().min(0).max(10).default(4).describe("Further attempts after a failure that may pass"),
    })
    .optional()
    .describe("For a model on a server"),
});

export type ModelFile = z.infer<typeof modelFileSchema>;

/** A description of a deep ensemble alone; as a model its probability is the members' mean. */
export const ensembleFileSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).optional(),
  pipeline: z.undefined().optional(),
  model: z.undefined().optional(),
  ensemble: ensembleSchema,
  threshold: thresholdSchema,
});
export type EnsembleFile = z.infer<typeof ensembleFileSchema>;
/** A threshold for everything, or one a view (`case` for the case). */
export type ThresholdSetting = number | Readonly<Record<string, number>>;
