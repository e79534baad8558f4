import { z } from "zod";

const severity = z.int().min(1).max(5);

/** Under which corruptions images are also scored. Names are checked when the run is planned. */
export const robustnessKeySchema = z
  .union([
    z.enum(["quick", "full"]),
    z.strictObject({
      corruptions: z
        .union([z.literal("all"), z.array(z.string().min(1)).min(1)])
        .default("all")
        .describe("Names (`wrist-bench corruptions` lists them), or all"),
      severities: z
        .array(severity)
        .min(1)
        .refine((list) => new Set(list).size === list.length, "names a severity twice")
        .default([1, 3, 5])
        .describe("1 (mildest) to 5"),
    }),
  ])
  .describe(
    "Score the images under corruptions, too: `quick` (six at severity 3), `full` (all at 1, 3, 5), or which; --robustness overrides",
  );
export type RobustnessKey = z.infer<typeof robustnessKeySchema>;

/** Where a criterion is judged on corrupted images. */
export const criterionCorruption = {
  corruption: z.string().min(1).optional().describe("Judged on images under this corruption"),
  severity: severity.optional().describe("Of that corruption, 1 (mildest) to 5"),
};
