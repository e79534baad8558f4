import { z } from "zod";
import { type StudyReportKey, studyReportKeys } from "../results/schema/studyReport.js";

const prose = z.string().regex(/\S/, "must not be blank; leave the key out where there is nothing to say");

/** Prose on device and study, which the report prints and its evidence checklist points to. */
export const reportKeySchema = z
  .strictObject(
    Object.fromEntries(
      Object.entries(studyReportKeys).map(([key, meaning]) => [key, prose.optional().describe(meaning)]),
    ) as Record<StudyReportKey, z.ZodOptional<typeof prose>>,
  )
  .describe("Device and study in words, printed in the report; the evidence checklist says what is missing");
