import type { Part, Prose } from "../prose.js";
import { say } from "../prose.js";

/** What was done, a topic at a time. Every sentence is printed only where it was done. */
export const methodWords = {
  title: "Methods",
  lead: say`What this run did, in the order of the report. Nothing is described here that was not done; the analyses that were not asked for are named in their sections.`,
  topics: {
    cases: "Cases",
    scores: "Scores",
    threshold: "Operating point",
    intervals: "Intervals",
    gaps: "Differences between strata",
    merged: "The merged figure",
    subgroups: "Crossed strata and bands",
    calibration: "Calibration",
    ood: "Out-of-distribution detection",
    referral: "Referral",
    confounders: "Confounders",
    readers: "Readers",
    comparison: "Comparison with the baseline",
    robustness: "Robustness",
    landmarks: "Landmarks",
    explanations: "Heat maps",
    criteria: "Acceptance criteria",
  },
  cases: (analysed: Part, manifest: Part) =>
    say`${analysed} of the manifest’s ${manifest} cases were analysed; each declared stratum is a condition on the manifest’s columns, fixed in the strata file whose hash stands under Provenance.`,
  patients: (patients: Part) => say`They are of ${patients} patients.`,
  noPatients: say`The cohort names no patients, so that cases count as independent of each other.`,
  model: (name: Part) => say`The images were scored by ${name}.`,
  predictions: say`The probabilities come from a table of predictions; no image was read and no model run.`,
  views: say`A view’s probability is the mean over its images, a case’s the mean over its views.`,
  members: (members: Part) =>
    say`A deep ensemble of ${members} networks scored the same images; its members’ probabilities serve the uncertainty, not the figures of performance.`,
  thresholdAt: (threshold: Part, from: Part) =>
    say`A case counts as positive where its probability is at or above ${threshold} (${from}).`,
  thresholdChosen: (cases: Part) =>
    say`The threshold was chosen on ${cases} validation cases that are not among those analysed.`,
  bootstrap: (how: { level: Part; iterations: Part; seed: Part; unit: string }) =>
    say`Confidence intervals are at ${how.level}: percentiles (Hyndman and Fan’s type 7) of ${how.iterations} bootstrap resamples of ${how.unit}, drawn within the classes, with seed ${how.seed}. Resamples in which a figure is undefined are left out and counted; above 5% there is no interval.`,
  groups: say`Patients are drawn whole, from three groups: those with fractures only, those with none, and those with both.`,
  exactProportions: say`Exact intervals of proportions are Clopper and Pearson’s; where patients repeat, at the effective number of cases.`,
  exactAuroc: (method: Part) =>
    say`Exact intervals of the AUROC are on the logit scale (${method}), by DeLong’s variance, or by Obuchowski’s where patients repeat.`,
  averagePrecision: say`Average precision is the step-wise sum of precision over recall, without interpolation.`,
  gapMethods: (methods: Prose) => say`Differences from the reference were tested by: ${methods}.`,
  holm: (metrics: Prose) =>
    say`The p of the tests declared beforehand (declared strata, in ${metrics}) are adjusted together by Holm’s method.`,
  exploratory: say`Differences of crossed strata and bands are adjusted among themselves and are exploratory.`,
  masking: say`The merged AUROC is the mean over all pairs of a case with and a case without a fracture; it is split by the strata of the two.`,
  atPrevalence: say`Figures that depend on how common fractures are, are also given at the reference’s share of fractures, by weighting the classes.`,
  needed: say`Cases needed for a narrower interval assume the same estimate again.`,
  subgroups: (by: readonly Prose[]) =>
    say`Cases were also grouped by ${by.flatMap((one, i) => (i === 0 ? [...one] : ["; ", ...one]))}.`,
  calibration: say`Calibration: the label regressed on the logit of the probability (slope; intercept with the slope held at 1), and the expected calibration error over ten bins of equal width with its bootstrap interval.`,
  eceIfCalibrated: say`Beside the calibration error stands what right probabilities would show on as many cases, by simulation.`,
  ood: (members: Part) =>
    say`Cases of the strata declared out-of-distribution were told from those declared in-distribution by uncertainty scores over ${members} members, each higher when a case is more unusual; the resamples were drawn within the two.`,
  oodAlone: say`Cases of the strata declared out-of-distribution were told from those declared in-distribution by uncertainty scores of the model’s own probability.`,
  byMembers: (subsets: Part) => say`Fewer members were tried over ${subsets} subsets.`,
  referral: say`Referral: cases are ranked by uncertainty and the most uncertain taken out; the risk is the share of wrong calls among those kept.`,
  logistic: (names: Prose) =>
    say`Label on ${names} and the score by logistic regression, in each stratum and in all.`,
  firth: say`Where the classes are separated, by Firth’s penalised likelihood.`,
  clusterRobust: say`Standard errors allow for repeated patients (sandwich estimate).`,
  optimism: say`What the score adds in AUROC is corrected for optimism by refitting the models on resamples (Harrell’s bootstrap).`,
  interaction: say`Whether the score means the same in every stratum was tested by the interaction of score and stratum.`,
  readers: say`Each reader was compared with the model on the cases that the reader read: sensitivity and specificity paired, the model also at the reader’s specificity; agreement is Cohen’s kappa.`,
  readersInStandard: say`Readers who took part in the reference standard agree with it by construction; they are marked.`,
  comparison: (tests: Prose) =>
    say`The baseline’s and this run’s probabilities were paired case by case, each at its own operating point; p by ${tests}.`,
  rules: say`A regression rule passes where the whole interval of the change is on the right side of the margin, and fails where the change is beyond it with confidence, adjusted over all rules by Holm’s method.`,
  robustness: (suite: Part) =>
    say`The images were scored again under radiographic corruptions (suite “${suite}”), applied to the decoded pixels before contrast normalisation and seeded by image, corruption and severity. Drops are paired with the uncorrupted scores of the same cases, at the same threshold.`,
  unsafe: say`Levels at which a corruption may change what is true of the image were not scored.`,
  landmarks: say`Landmarks found were compared with the manifest’s true points, in millimetres; the intervals allow for several points of a patient.`,
  explanations: say`Heat maps were made for the most wrong and the most right cases of each stratum.`,
  criteria: say`A criterion passes where its whole interval satisfies it and fails where none of it does, on the exact interval where there is one; else it is inconclusive. With fewer cases of a class than its minimum it never passes.`,
  criteriaOnEstimate: say`Criteria marked so are judged on the estimate alone.`,
};
