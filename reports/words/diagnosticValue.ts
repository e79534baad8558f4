import { type Part, say } from "../prose.js";

/** Likelihood ratios, and predictive values at other prevalences. */
export const diagnosticValueWords = {
  title: "What a call is worth",
  lead: say`A likelihood ratio says by how much a call multiplies the odds of a fracture: LR+ for a positive call (the larger the better), LR− for a negative one (the nearer to 0 the better); 1 says nothing. PPV and NPV, the shares of positive calls that are right and of negative calls that are right, hang on how common fractures are where the model is used.`,
  positive: "LR+",
  negative: "LR−",
  ppv: "PPV",
  npv: "NPV",
  call: "Share",
  ratiosCaption: (level: Part) =>
    say`Likelihood ratios at the threshold, with ${level} confidence intervals.`,
  valuesCaption: (level: Part) =>
    say`PPV and NPV if this share of the cases had a fracture, with ${level} confidence intervals.`,
  chartTitles: {
    ppv: "PPV against the share of fractures",
    npv: "NPV against the share of fractures",
  },
  chartDescription: (value: string) =>
    `One line a stratum: the ${value} it would have at shares of fractures from 1% to 50%, a light band over its confidence interval.`,
  axis: "Share of cases with a fracture",
  limits: say`Intervals: the log method of Simel, Samsa and Matchar for the ratios and, from it, the logit method of Mercaldo, Lau and Zhou for PPV and NPV; where sensitivity or specificity is 0 or 1, Clopper–Pearson bounds of both with Bonferroni’s correction. Where patients repeat, cases count as many as they are worth, and the two classes are taken as independent. The share of fractures is taken as known, and the fractures and non-fractures there as of the kinds seen here: elsewhere they may be easier or harder, and then sensitivity and specificity move too.`,
};
