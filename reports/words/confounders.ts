import { type Part, type Prose, say } from "../prose.js";

/** What the report says of confounders. */
export const confounderWords = {
  title: "Confounders",
  lead: (names: Prose): Prose =>
    say`Does the score tell more about a fracture than ${names} would? Logistic regression of the fracture on score and ${names}, stratum by stratum.`,
  names: { between: ", ", last: " and " },
  added: (what: {
    stratum: Part;
    names: Prose;
    p: Part;
    events: Part;
    odds: Prose | undefined;
    higher: boolean;
  }): Prose =>
    what.higher
      ? say`${what.stratum}: the score adds to ${what.names} (p\u00A0${what.p}, ${what.events} fractures)${what.odds}.`
      : say`${what.stratum}: the score adds to ${what.names}, but the wrong way round: at like ${what.names}, a higher score goes with fewer fractures (p\u00A0${what.p}, ${what.events} fractures)${what.odds}.`,
  odds: (odds: Part, level: Part, interval: Prose): Prose =>
    say`; one standard deviation of score multiplies the odds of a fracture by ${odds} (${level}\u00A0CI ${interval})`,
  notShown: (stratum: Part, names: Prose, p: Part, events: Part): Prose =>
    say`${stratum}: that the score adds to ${names} is not shown (p\u00A0${p}, ${events} fractures). That is no evidence that it adds nothing.`,
  alone: (names: Prose, p: Part): Prose =>
    say` By itself it goes with fractures (p\u00A0${p}), which ${names} may account for.`,
  noModel: (stratum: Part, reason: Part): Prose => say`${stratum}: no model, ${reason}.`,
  noTest: (stratum: Part): Prose => say`${stratum}: the test of the score can't be had.`,
  interaction: {
    shown: (p: Part, reference: Part): Prose =>
      say`The score does not mean the same in every stratum (p\u00A0${p}): its odds ratio differs from that in ${reference}.`,
    notShown: (p: Part): Prose =>
      say`That the score means something else in some stratum is not shown (p\u00A0${p}).`,
    none: (reason: Part): Prose =>
      say`Whether the score means the same in every stratum can’t be tested: ${reason}.`,
    caption: (reference: Part, level: Part, method: Part): Prose =>
      say`Stratum × score: the score’s odds ratio in a stratum over that in ${reference}, from one model of all strata (${method}), with ${level} confidence interval. Below 1, the score tells less there.`,
    ratio: "Ratio of odds ratios, per SD",
    left: (name: Part, reason: Part): Prose => say`${name} is not in that model: ${reason}.`,
  },
  chartTitle: (stratum: string) => `Odds ratios per standard deviation: ${stratum}`,
  chartDescription: (stratum: string) =>
    `Forest plot for ${stratum}. One row a term of the model: a marker at its odds ratio per standard deviation, a line over its confidence interval, a rule at 1. The axis is logarithmic; all such charts share it.`,
  columns: {
    term: "Term",
    perUnit: "Odds ratio per unit",
    perSd: "Odds ratio per SD",
    coefficient: "Coefficient",
    error: "standard error",
    z: "z",
    wald: "Wald p",
    lr: "LR p",
    lrMeaning: "likelihood-ratio test of leaving the term out",
    what: "What is added",
    statistic: "χ²",
    df: "df",
    method: "Test",
    without: "AUROC without",
    with: "AUROC with",
    difference: "Difference, corrected",
    modelled: "Modelled / left out",
    fractures: "n⁺ / n⁻",
    perTerm: "Rarer class per term",
    fit: "Method",
    notes: "Notes",
  },
  termsCaption: (level: Part): Prose =>
    say`Terms of each model, with ${level} confidence intervals. Score: the raw probability, one unit from 0 to 1. SD: standard deviation of the term over the cases modelled.`,
  addedCaption: (level: Part): Prose =>
    say`Added value: the test of what the score adds to the confounders, and they to it. AUROC: of the models’ fitted values, on the cases they were fitted to; the difference is corrected for that (bootstrap with both models refitted), with ${level} interval.`,
  modelsCaption: say`The models.`,
  modelsSummary: "Cases, method and notes of each model",
  score: "score",
  over: (what: Prose, other: Prose): Prose => say`${what} over ${other}`,
  methods: {
    logit: "maximum likelihood",
    firth: "Firth’s penalised likelihood, since the classes are separated",
  },
  robust: (clusters: Part): Prose =>
    say`standard errors robust to patients that repeat (${clusters} patients)`,
  withoutIntercept: "no intercept, confounders standardised, score raw, as in the published study",
  robustNoLr: "–",
  tooLarge: "too large to print",
  missing: (name: Part, count: Part): Prose => say`${name} not known: ${count}`,
  leftOut: (name: Part, reason: Part): Prose => say`${name} not in the model: ${reason}`,
  limits: [
    say`A confounder that was not declared or recorded is not accounted for, and one recorded crudely only in part. The models take a confounder’s effect on the log odds for a straight line.`,
    say`Cases without a confounder are left out; if they differ from the rest, so may the figures.`,
    say`With fewer than about ten fractures (or non-fractures) per term, coefficients are unstable and their p somewhat too small: with 20 fractures and three terms, the 5% test raised 7% false alarms in simulation. p is not adjusted for several strata.`,
    say`The AUROC difference says how much, not whether: its interval may hold 0 although the test shows added value, since AUROC is a blunt measure of it. DeLong’s test is not used, as it does not hold for nested models.`,
    say`Score and confounders that a fracture itself changes (a cast, a view added) are not confounders; adjusting for them hides what the score sees.`,
  ] as readonly Prose[],
};
