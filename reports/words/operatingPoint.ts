import { type Part, type Prose, say } from "../prose.js";

/** What the report says of an operating point that was chosen. */
export const operatingPointWords = {
  rules: {
    f1: (_target: Part | undefined): Prose => say`the largest F1`,
    youden: (_target: Part | undefined): Prose => say`the largest sensitivity + specificity − 1 (Youden)`,
    sensitivity: (target: Part | undefined): Prose =>
      say`a sensitivity of at least ${target}, with the best specificity that allows`,
  },
  how: (what: { rule: Prose; cases: Part; positives: Part; negatives: Part; on: Part }): Prose =>
    say`The threshold was not set beforehand but chosen on ${what.cases} validation cases (${what.positives} with a fracture, ${what.negatives} without; ${what.on}), none of which is evaluated here, for ${what.rule}.`,
  limit: say`The choice is itself subject to chance: with other validation cases the threshold would be another. The intervals in this report take it as given. What it attains on the cases that chose it is flattering; what holds is what the strata show.`,
  tempered: (what: { temperature: Part; before: Part; after: Part }): Prose =>
    say`Probabilities of cases are tempered by ${what.temperature}, fitted on the same validation cases (mean log loss there ${what.before} before, ${what.after} after): above 1 the model was too sure of itself, below 1 not sure enough. Their order, and so the AUROC, stays the same; views and ensemble members stay as they were.`,
  notTempered: (reason: Part): Prose =>
    say`A temperature was asked for, but none could be fitted: ${reason}. Probabilities are as the model gave them.`,
  caption: say`The thresholds, and what they attain on the validation cases that chose them.`,
  unit: "Unit",
  case: "Case",
};
