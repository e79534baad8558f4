import { z } from "zod";

/**
 * What no figure can say of a device and its evaluation, as its people tell it: keys of `report:` in the strata
 * file, in the order they are printed, each with what belongs there.
 */
export const studyReportKeys = {
  device: "The device: name, version, maker, class",
  intendedUse: "What it is for, on whom, in whose hands",
  inputs: "What it takes: projections, file formats, detectors, ages",
  outputs: "What it gives, and how that is to be read",
  limitations: "Where the device must not be used, and known weaknesses",
  setting: "Where the cases come from: hospitals, departments, countries",
  dates: "When the images were taken, and when they were scored",
  eligibility: "Who could be in the cohort, and who could not",
  sampling: "How cases were taken: consecutive, random, enriched with fractures",
  sampleSize: "How the number of cases was settled before the study",
  referenceReaders:
    "Who decided what is a fracture: how many readers, of what experience, with what information",
  blinding: "What the readers of the reference standard did not know: the device's answer, each other's",
  adjudication: "How disagreements between them were settled",
  partialVerification: "Who had the better reference test (CT, say), who had not, and why",
  operatingPoint: "Where the threshold comes from, and that it was not tuned on these cases",
  metrics: "Which metric answers which question, and why it was chosen",
  independence: "How training and tuning cases were kept apart from these",
  studyLimitations: "Where bias may lie in this evaluation, and to whom it does not carry over",
  performedBy: "Who ran the evaluation, and who answers for it",
} as const;
export type StudyReportKey = keyof typeof studyReportKeys;

/** Prose of the strata file, as declared. */
export const studyReportSchema = z.object(
  Object.fromEntries(Object.keys(studyReportKeys).map((key) => [key, z.string().optional()])) as Record<
    StudyReportKey,
    z.ZodOptional<z.ZodString>
  >,
);
export type StudyReport = z.infer<typeof studyReportSchema>;
