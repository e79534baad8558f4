import { noun, type Part, type Prose, say } from "../prose.js";

/** Sentences on gaps beyond the declared tests, on what the merged figure is made of, on crossed cells and bands. */
export const stratificationWords = {
  gaps: {
    values: (stratum: Part, reference: Part, merged: Part | undefined): Prose =>
      say`${stratum} against ${reference}${merged === undefined ? undefined : say`; merged ${merged}`}`,
    descriptiveSummary: "Other metrics, and strata against the rest",
    descriptiveCaption: (level: Part) =>
      say`Other metrics, and each stratum against all other cases (rest), with ${level} confidence interval. These are no declared tests: p is not adjusted, and of twenty such p about one lies below 0.05 by chance alone.`,
    limits: say`The declared tests are those of the declared strata in the primary metrics; only their p are adjusted together, and only they decide whether the merged figure hides a stratum. A gap that is not shown may still be there: its interval says how large it could be. A gap says that a stratum does worse, not why: strata may differ in age, view, device or reference standard.`,
  },

  merged: {
    title: "What the merged figure is made of",
    lead: say`A merged AUROC is the mean over all pairs of one fracture and one non-fracture. Pairs across strata can be easy although pairs within the hard stratum are not; the more of them there are, the more of a hard stratum the merged figure hides.`,
    chartTitle: "The pairs behind the merged AUROC",
    chartDescription:
      "One row a kind of pair: a bar as long as its share of all pairs of a fracture and a non-fracture; beside it, the AUROC among them.",
    worst: (stratum: string) => `Within ${stratum}`,
    others: "Within the other strata",
    across: "Across strata",
    row: (share: string, auroc: string | undefined) =>
      auroc === undefined ? share : `${share}, AUROC ${auroc}`,
    axis: "Share of pairs",
    partsCaption: say`The same in figures. Lift: what the pairs add to the merged AUROC above that of the worst stratum (weight × difference); the lifts add up to merged minus worst.`,
    kind: "Pairs",
    lift: "Lift",
    pairsSummary: "By the strata of fracture and non-fracture",
    limits: say`The split is exact where no case is in two strata. It says how the merged figure comes about, not why the stratum is hard.`,
  },

  prevalence: {
    title: "At the same share of fractures",
    lead: (reference: Part, prevalence: Part): Prose =>
      say`Average precision, PPV, NPV, F1 and accuracy depend on how common fractures are. Here they are as they would be if fractures were as common in each stratum as in ${reference} (${prevalence}): what is left of a difference is not due to that share.`,
    leadRest: say`Average precision, PPV, NPV, F1 and accuracy depend on how common fractures are. Here they are as they would be if fractures were as common in each stratum as in the rest of the cases: what is left of a difference is not due to that share.`,
    chartTitle: (metric: string) => `${metric} at the same share of fractures`,
    chartDescription: (metric: string) =>
      `One row a stratum: a marker at its ${metric} as it would be at the reference’s share of fractures, a line over its confidence interval; the reference’s own is first.`,
    caption: (level: Part) =>
      say`As measured, and at the reference’s share of fractures, with ${level} bootstrap confidence intervals; difference: the latter minus the reference’s own.`,
    summary: "Figures at the same share of fractures",
    measured: "As measured",
    standardised: "At the same share",
    reference: "Reference",
    at: (prevalence: Part) => say`at ${prevalence} fractures`,
    limits: say`The share is taken as known, without uncertainty of its own. It is assumed that with another share of fractures the stratum would hold the same kinds of fractures and non-fractures.`,
  },

  subgroups: {
    title: "Crossed strata and bands",
    lead: say`The cases by combinations of variables and by bands of a number, to see where the model does worse within the strata. This is exploratory: among many groups some look bad by chance, and what shows here is a question to put to new cases.`,
    head: (by: string, groups: string): Prose => say`${by}: ${groups} groups.`,
    by: (names: readonly string[]) => names.join(" × "),
    blank: (cases: Part) =>
      say` ${cases} ${noun(cases, "case has a blank value and is", "cases have a blank value and are")} in no group.`,
    outside: (cases: Part) => say` ${cases} ${noun(cases, "case lies", "cases lie")} outside all bands.`,
    empty: (names: Prose) => say` No case is in ${names}.`,
    bands: say` A band holds its lower bound and not its upper one; the last holds both.`,
    caption: (by: Part, level: Part) =>
      say`Main figures by ${by}, each with its ${level} confidence interval.`,
    exploratorySummary: "Their differences from the reference",
    exploratoryCaption: (level: Part) =>
      say`Difference of each group from the reference, with ${level} confidence interval and two-sided p. Adjusted p: Holm, over these groups and primary metrics alone; they are no part of the declared tests.`,
    descriptiveSummary: "Their differences in other metrics",
    descriptiveCaption: (level: Part) =>
      say`Other metrics of the groups, and each group against all other cases (rest), with ${level} confidence interval. These are no declared tests: p is not adjusted, and of twenty such p about one lies below 0.05 by chance alone.`,
    otherSummary: "Their other figures",
    otherCaption: (level: Part) => say`Further figures of the groups, with ${level} confidence intervals.`,
    selectedSummary: "How they are selected",
    selectedCaption: say`The condition that selects each group, as SQL over the manifest.`,
    limits: say`Groups overlap the strata, the reference and each other’s crossings, so their figures are not independent; differences from a reference that shares cases or patients are resampled jointly. Groups have no figures by view and no criteria.`,
  },

  needed: {
    title: "Cases needed",
    lead: (half: Part, level: Part): Prose =>
      say`How many cases would narrow the ${level} intervals to ${half} on either side, for the strata and groups whose intervals are wider. What is far from that should not be judged on its estimate.`,
    chartTitle: "Fractures there are, of those needed for sensitivity",
    chartDescription:
      "One row a stratum or group: a bar as long as its share of the fractures that an interval of the sensitivity of the wanted width would need.",
    row: (have: string, need: string) => `${have} of ${need}`,
    axis: "Share of the fractures needed",
    caption: (half: Part) =>
      say`Independent cases needed for an interval of ±${half}: fractures (n⁺) for sensitivity, non-fractures (n⁻) for specificity, both for AUROC at the stratum’s ratio.`,
    sensitivity: "n⁺ for sensitivity",
    specificity: "n⁻ for specificity",
    auroc: "n⁺ / n⁻ for AUROC",
    enough: "narrow enough",
    tooSmall: {
      patient: "too small: fewer than ten patients with or without a fracture",
      case: "too small: fewer than ten cases with or without a fracture",
    },
    at: {
      observed: (value: Part): Prose => say`at ${value}`,
      reference: (value: Part): Prose => say`at the reference’s ${value}`,
      merged: (value: Part): Prose => say`at the merged ${value}`,
    },
    limits: say`Sensitivity and specificity: Clopper–Pearson at the value observed. AUROC: Hanley and McNeil’s variance on the logit scale; at 0 or 1, an exact bound. Both take the figure as it was seen, or, where there is none to plan with, the reference’s or the merged one; and each case as a patient of its own: with several cases a patient, more are needed.`,
  },
};
