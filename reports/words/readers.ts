import { type Part, type Prose, say } from "../prose.js";

/** What the report says of human readers. */
export const readerWords = {
  title: "Readers and agreement",
  onCurves: "The readers as points beside the model’s curves",
  inFigures: "The readers’ figures, and how they compare with the model’s",
  lead: say`Human readers answered the same cases with yes or no: one point each where the model has a curve. A point above the curve is a pair of sensitivity and specificity that the model doesn’t reach on these cases, one below it a pair that it exceeds; the intervals say how sure that is, and where a reader read only part of the cases, the table compares on those. Each reader is also compared with the model case by case, at the model’s threshold.`,
  circular: (names: Prose): Prose =>
    say`Marked † and drawn hollow: ${names}, who made the reference standard of these cases or of some of them. Compared with a truth of their own making they look better than they are, and the model beside them worse.`,
  sign: "†",
  signMeaning: "†: made the reference standard of these cases or of some of them.",
  none: "read none of these cases",
  columns: {
    reader: "Reader",
    missing: "Not read",
    modelAt: "Model at this specificity",
    modelAtMeaning:
      "the model’s best sensitivity on the same cases at a specificity of at least the reader’s, whatever threshold that takes",
    ofModel: "Model’s",
    ofReader: "Reader’s",
    only: "Only model / reader right",
    onlyMeaning: "cases that only the model, and that only the reader, got right",
    kappa: "Kappa",
    first: "First",
    second: "Second",
    casesBoth: "Cases of both",
  },
  caption: (level: Part): Prose =>
    say`Readers by stratum, each on the cases this reader read (n⁺ with, n⁻ without a fracture), with exact ${level} intervals (Clopper–Pearson). Model at this specificity: the model’s best sensitivity on the same cases at a specificity of at least the reader’s.`,
  furtherCaption: (level: Part): Prose =>
    say`Further figures of the readers, with ${level} bootstrap intervals.`,
  furtherSummary: "Further figures of the readers",
  rocTitle: (stratum: string) => `Readers on the ROC chart: ${stratum}`,
  prTitle: (stratum: string) => `Readers on the precision–recall chart: ${stratum}`,
  rocDescription: (stratum: string) =>
    `Sensitivity against false positive rate in ${stratum}: the model’s curve with its operating point, and one point a reader, hollow where the reader made the reference standard.`,
  prDescription: (stratum: string) =>
    `Precision against sensitivity in ${stratum}: the model’s curve with its operating point, and one point a reader, hollow where the reader made the reference standard.`,
  onCurvesLead: say`Readers are points without a line, one chart a stratum; drawn hollow and marked † is who made the reference standard of these cases or of some of them.`,
  described: "One point a reader, hollow where the reader made the reference standard.",
  modelCurve: (stratum: Part): Prose => say`Model, ${stratum}`,

  comparisonCaption: (level: Part): Prose =>
    say`Model against each reader on the same cases, at the model’s threshold. Difference: model minus reader, with ${level} interval and two-sided p. Adjusted p: Holm, over all strata, readers and both metrics. McNemar’s exact test (its exact sign-flip form by patient where patients repeat), Tango’s score interval.`,
  shownLead: (alpha: string): Prose =>
    say`What these cases show to be more than chance (adjusted p below ${alpha}):`,
  shownDifference: (what: {
    stratum: Part;
    reader: Part;
    metric: string;
    direction: "higher" | "lower";
    difference: Part;
    interval: Prose | undefined;
    p: Part;
    circular: boolean;
  }): Prose =>
    say`In ${what.stratum} the model’s ${what.metric} is ${what.direction} than that of ${what.reader}${what.circular ? " †" : ""}: difference ${what.difference}${what.interval ? say` (${what.interval})` : say``}, adjusted p\u00A0${what.p}.`,
  nothingShown: say`Between the model and the readers these cases show no difference that is more than chance. That is no proof that they are equal: the intervals say how large a difference remains possible.`,

  model: "Model",
  truth: "Truth",
  kappaTitle: (stratum: string) => `Agreement beyond chance: ${stratum}`,
  kappaDescription: (stratum: string) =>
    `Heat map of Cohen’s kappa between every two of the readers, the model and the truth in ${stratum}: the darker, the better they agree. The numbers stand in the cells.`,
  kappaCaption: (stratum: Part, level: Part): Prose =>
    say`Cohen’s kappa in ${stratum} with ${level} intervals, each pair on the cases that both have.`,
  kappaLead: say`Cohen’s kappa is agreement beyond what two raters would reach by chance: 1 is perfect, 0 chance. Weights are quadratic; with two answers, linear and no weights give the same.`,
  limits: [
    say`These readers stand for themselves: the tests say how the model differs from each of them on cases such as these, not from readers at large.`,
    say`A case that a reader did not read is left out of that reader’s figures and comparisons, so that readers with gaps are judged on other cases than those without.`,
    say`Kappa depends on the share of fractures: don’t compare it between strata that differ in it.`,
    say`The model’s sensitivity at a reader’s specificity takes a threshold chosen on these very cases: it shows what the ranking allows, not what the model does in use.`,
  ] as readonly Prose[],
};
