import { type Part, type Prose, say } from "../prose.js";

/** Sentences of the section that puts a published study's tables beside this run's. */
export const studyWords = {
  title: "Beside the published study",
  lead: (study: { title: Part; citation: Part; doi: Part }): Prose[] => [
    say`What ${study.title} published of its two kinds of cases, and what this run gives on the strata declared to stand beside them. ${study.citation} doi:${study.doi}`,
    say`Another device and other cases, with reference standards and shares of fractures of their own. The figures stand side by side so that a reader knows what a hidden hard stratum has looked like before. They are not tested against each other: likeness is no claim of equal performance, and a difference does not say which device is better.`,
  ],
  rankingCaption: (printed: Part, level: Part) =>
    say`As in the study’s table 2, for each view and for the case: AUROC and average precision as published, and of this run with ${level} confidence intervals. ${printed} Average precision depends on the share of fractures: compare it where n⁺ and n⁻ are alike.`,
  thresholdCaption: (level: Part) =>
    say`The rest of the study’s table 2, each at its own threshold: as published, and of this run with ${level} confidence intervals. Precision and F1 depend on the share of fractures.`,
  ratersCaption: (stratum: Part, theirs: Part) =>
    say`As in the study’s tables 3 and 4: its readers and its device on “${theirs}”, and this run on ${stratum}. Counts of the study are reconstructed from its printed figures; they are the only ones that fit.`,
  rocTitle: (stratum: string) => `ROC beside the study’s readers: ${stratum}`,
  rocDescription: (stratum: string, raters: string) =>
    `As the study’s figure 2. The line is this run’s ROC curve on ${stratum}, with its operating point. Markers are raters of the study on their own cases: ${raters}.`,
  prTitle: (stratum: string) => `Precision–recall beside the study’s readers: ${stratum}`,
  prDescription: (stratum: string, raters: string) =>
    `As the study’s figure 3. The line is this run’s precision–recall curve on ${stratum}, with its operating point. Markers are raters of the study on their own cases: ${raters}. The tick at the right edge is this run’s share of fractures.`,
  pointsCaption: (theirs: Part) =>
    say`The study’s raters on “${theirs}”, from their counts. The curve of this run is tabled under ROC and precision–recall curves.`,
  noCurve: (stratum: Part) => say`No chart of ${stratum}: its curve needs cases with and without a fracture.`,
  published: "published",
  thisRun: "this run",
  thisRunOn: (stratum: Part) => say`This run on ${stratum}`,
  allViews: "case",
  inStandard: "part of the reference standard",
  device: "the study’s device",
  notPrinted: "not in the study",
  columns: {
    rater: "Rater",
    counts: "TP / FP / FN / TN",
    countsMeaning: "true positives, false positives, missed, true negatives",
  },
};
