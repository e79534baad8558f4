import { z } from "zod";

/** How the operating point is chosen on cases that are not evaluated. */
export const chosenThresholdSchema = z
  .strictObject({
    maximise: z
      .enum(["f1", "youden"])
      .optional()
      .describe("Take the threshold with the largest F1, or the largest sensitivity + specificity − 1"),
    sensitivityAtLeast: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe("Take the highest threshold that finds this share of the fractures"),
    on: z
      .string()
      .min(1)
      .describe("Cases that choose it (SQL); none of them, nor their patients, may be evaluated"),
    temperature: z
      .boolean()
      .default(false)
      .describe("Also fit a temperature on those cases, and use the tempered probability of the case"),
  })
  .refine((one) => (one.maximise === undefined) !== (one.sensitivityAtLeast === undefined), {
    message: "needs either `maximise` or `sensitivityAtLeast`, one of them",
  });
export type ChosenThreshold = z.infer<typeof chosenThresholdSchema>;

const keys = Object.keys(chosenThresholdSchema.shape);

/** Whether a threshold as written means one that is to be chosen. */
export function namesChoice(threshold: unknown): boolean {
  return (
    typeof threshold === "object" &&
    threshold !== null &&
    Object.keys(threshold).some((key) => keys.includes(key))
  );
}

/** The declaration of a threshold that is to be chosen, else null. */
export function chosenThreshold(threshold: unknown): ChosenThreshold | null {
  return namesChoice(threshold) ? (threshold as ChosenThreshold) : null;
}
