import { z } from "zod";
import { robustnessMetrics } from "../results/schema/robustness.js";

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

/** Where a criterion or a rule is judged on corrupted images. */
export const criterionCorruption = {
  corruption: z.string().min(1).optional().describe("Judged on images under this corruption"),
  severity: severity.optional().describe("Of that corruption, 1 (mildest) to 5"),
};

interface Judged {
  readonly metric: string;
  readonly corruption?: string | undefined;
  readonly severity?: number | undefined;
}

export const bothOrNeither = ({ corruption, severity }: Judged): boolean =>
  (corruption === undefined) === (severity === undefined);
export const needsBoth = "needs both `corruption` and `severity`, or neither";

/** Whether the metric is one that corrupted images are scored by. */
export const scoredUnder = ({ corruption, metric }: Judged): boolean =>
  corruption === undefined || (robustnessMetrics as readonly string[]).includes(metric);
export const scoredMetrics = `under a corruption the metric must be one of ${robustnessMetrics.join(", ")}`;
