import { z } from "zod";

const column = z.string().min(1).optional();

/** What the model was trained on, so that none of it is evaluated unnoticed. */
export const trainingSchema = z.strictObject({
  manifest: z
    .string()
    .min(1)
    .describe("A table (csv, parquet or jsonl) of what the model was trained on, relative to this file"),
  columns: z
    .strictObject({
      patient: column.describe("Patients as in cohort.columns.patient"),
      case: column.describe("Cases as in cohort.columns.case"),
      sha256: column.describe("SHA-256 of image files, 64 hexadecimal digits"),
    })
    .refine((columns) => Object.values(columns).some((one) => one !== undefined), {
      message: "needs at least one of patient, case, sha256",
    })
    .describe("What the evaluated cases are looked for by: a column of that table, or an SQL expression"),
});
