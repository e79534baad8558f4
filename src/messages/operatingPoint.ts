import { firstFew } from "./cohort.js";
import { type Place, place } from "./yaml.js";

export const alsoEvaluated = (at: Place, total: number, cases: readonly string[]) =>
  `${place(at)}: threshold.on: ${firstFew(total, "case", cases)} would choose the threshold and be evaluated with it, which flatters the model; narrow \`on\`, or \`cohort.where\``;

export const patientEvaluated = (at: Place, total: number, patients: readonly string[]) =>
  `${place(at)}: threshold.on: ${firstFew(total, "patient", patients)} ${total === 1 ? "has" : "have"} cases that would choose the threshold and cases that are evaluated with it, which flatters the model; keep each patient on one side: narrow \`on\`, or \`cohort.where\``;

export const selectsNobody = (at: Place, on: string, file: string) =>
  `${place(at)}: threshold.on: \`${on}\` selects no case of ${file} that isn't excluded; check the condition (a blank cell is NULL, which equals nothing)`;

export const lacksClass = (at: Place, positives: number, negatives: number, view?: string) =>
  `${place(at)}: threshold.on: the cases that choose the threshold${view === undefined ? "" : ` of ${view}`} are ${positives} with and ${negatives} without a fracture; it takes both: widen \`on\`, or declare a number`;

export const unreadable = (cases: number) =>
  `${cases} of the cases that were to choose the threshold ${cases === 1 ? "has" : "have"} an unreadable image and did not take part; they are not in the case flow, which counts evaluated cases.`;

export const few = (positives: number, negatives: number, minimum: number) =>
  `The threshold was chosen on ${positives} case${positives === 1 ? "" : "s"} with and ${negatives} without a fracture; with fewer than ${minimum} of either it is mostly chance, and the intervals do not show that.`;

export const noTemperature = (reason: string) =>
  `No temperature could be fitted (${reason}); the probabilities are as the model gave them.`;

export const mergesScores = (temperature: number) =>
  `at the temperature ${temperature.toPrecision(3)} different probabilities would become equal`;

export const source = (rule: string, positives: number, negatives: number) =>
  `${rule} on ${positives + negatives} validation cases, ${positives} with and ${negatives} without a fracture`;

export const rules = {
  f1: "the largest F1",
  youden: "the largest sensitivity + specificity − 1",
  sensitivity: (target: number) => `a sensitivity of at least ${target}`,
};
