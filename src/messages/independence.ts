import { firstFew } from "./cohort.js";
import { type Place, place } from "./yaml.js";

export const notScored = "the scores came from a table, so no image file was read";
export const noImages = "the manifest names no images";
export const noHashes = "the hashes of the image files are not known";

export const noPatientColumn = (at: Place) =>
  `${place(at)}: training.columns.patient: the cohort declares no patient column to look for; declare \`cohort.columns.patient\`, or look by case`;

export const notSha256 = (at: Place, file: string, row: number, value: string) =>
  `${place(at)}: training.columns.sha256: ${file}: row ${row} has "${value}", which is no SHA-256; it takes 64 hexadecimal digits`;

export const allBlank = (at: Place, key: string, file: string) =>
  `${place(at)}: training.columns.${key}: ${file} has no value there but blanks; name another column`;

const whose = { patient: "patient", case: "identifier", sha256: "image file" } as const;

export const inTraining = (cases: readonly string[], count: number, by: keyof typeof whose, file: string) =>
  `${firstFew(count, "case", cases)} evaluated ${count === 1 ? "has its" : "have their"} ${whose[by]} in the training list ${file}: the figures are flattered where the model has seen them.`;

export const duplicates = (groups: number, cases: number, differing: number) =>
  `${groups === 1 ? "One image file stands" : `${groups} image files stand`} in more than one case, byte for byte (${cases} cases)${differing === 0 ? "" : `, ${differing} of them under different labels`}: these cases are not independent, and the intervals are too narrow for it.`;
