import { type Part, type Prose, say } from "../prose.js";

/** What the report says of calibration. */
export const calibrationWords = {
  title: "Calibration",
  lead: say`Do the probabilities say how often there is a fracture? Of the cases given 70%, about 70% should have one. Each stratum’s cases in ten bins of equal width by probability: what was predicted against what was observed.`,
  verdict: (stratum: Part, findings: Prose): Prose => say`${stratum}: ${findings}.`,
  high: (intercept: Part, interval: Prose): Prose =>
    say`the probabilities are too high on the whole (in the large ${intercept}, ${interval})`,
  low: (intercept: Part, interval: Prose): Prose =>
    say`the probabilities are too low on the whole (in the large ${intercept}, ${interval})`,
  extreme: (slope: Part, interval: Prose): Prose => say`they are too extreme (slope ${slope}, ${interval})`,
  timid: (slope: Part, interval: Prose): Prose =>
    say`they are not extreme enough (slope ${slope}, ${interval})`,
  nothing: (cases: Part, positives: Part): Prose =>
    say`no miscalibration is shown (${cases} cases, ${positives} fractures), which is no evidence that there is none`,
  undefinedBecause: (reason: Part): Prose => say`neither slope nor level can be judged: ${reason}`,
  between: ", and ",
  chartTitle: (stratum: string) => `Reliability: ${stratum}`,
  chartDescription: (stratum: string) =>
    `Reliability diagram of ${stratum}. A marker a bin at the mean probability predicted and the share of fractures observed, a line over its exact confidence interval; the diagonal is perfect calibration. Bars below: how many cases each bin holds.`,
  axes: { x: "Probability predicted", y: "Share with a fracture", counts: "Cases" },
  binsCaption: (stratum: Part, level: Part): Prose =>
    say`Bins of ${stratum}, with exact ${level} intervals (Clopper–Pearson).`,
  columns: {
    slope: "Slope",
    slopeMeaning: "1 is right; below 1 the probabilities are too extreme",
    intercept: "In the large",
    interceptMeaning:
      "calibration in the large, on the log-odds scale: 0 is right, below 0 the probabilities are too high",
    ece: "ECE",
    eceMeaning: "expected calibration error: mean distance of predicted from observed over the ten bins",
    chance: "ECE by chance",
    chanceMeaning: "what right probabilities would show with these cases: mean, and 95th percentile below it",
    p: "p",
    brier: "Brier score",
    predicted: "Predicted",
    observed: "Observed",
    bin: "Bin",
    cases: "Cases",
    positives: "Fractures",
  },
  upTo: (upper: Part): Prose => say`95% below ${upper}`,
  caption: (level: Part): Prose =>
    say`Calibration by stratum, with ${level} confidence intervals: Wald for slope and level, bootstrap for ECE. p: chance of at least this ECE, were the probabilities right.`,
  from: (from: Part, to: Part): Prose => say`${from}–${to}`,
  limits: [
    say`ECE is never 0 by chance: with few cases it is large for right probabilities too, and its bootstrap interval is shifted upwards with it. Read it beside what chance gives. It depends on the bins.`,
    say`A network’s outputs, and means of them over views, are numbers between 0 and 1; nothing in training makes such numbers probabilities.`,
    say`Calibration depends on the share of fractures: a model calibrated in one stratum is not in another with a different share, even if it ranks as well there. Before its probabilities are used as such, it must be recalibrated on cases like those it will meet.`,
  ] as readonly Prose[],
  repeat: say`Some patients have several cases: intervals allow for it; the p of the ECE does not, and is too small.`,
};
