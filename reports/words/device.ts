import type { StudyReportKey } from "../../src/results/schema/studyReport.js";
import { say } from "../prose.js";

/** What the strata file tells of device and study, in its own words. */
export const deviceWords = {
  caption: say`Device and study, in the words of the strata file (\u2018report\u2019). The benchmark prints them and can’t check them.`,
  absent: say`The strata file says nothing on device and study in words (\u2018report\u2019): what the device is for, where the cases come from and who read them is not in this report.`,
  notSupplied: "not supplied",
  items: {
    device: "Device",
    intendedUse: "Intended use",
    inputs: "Inputs",
    outputs: "Outputs",
    limitations: "Limitations of the device",
    setting: "Setting",
    dates: "Dates",
    eligibility: "Eligibility",
    sampling: "Sampling",
    sampleSize: "Sample size",
    referenceReaders: "Readers of the reference standard",
    blinding: "Blinding",
    adjudication: "Adjudication",
    partialVerification: "Partial verification",
    operatingPoint: "Operating point",
    metrics: "Choice of metrics",
    independence: "Independence of training cases",
    studyLimitations: "Limitations of the study",
    performedBy: "Performed by",
  } satisfies Record<StudyReportKey, string>,
};
