/** What the reports call a metric, and what it tells. */
export interface MetricWords {
  readonly name: string;
  /** One line. */
  readonly meaning: string;
  /** The values it can take. */
  readonly range: readonly [number, number];
}

const named: Readonly<Record<string, MetricWords>> = {
  auroc: {
    name: "AUROC",
    meaning:
      "area under the ROC curve: the chance that a case with a fracture gets a higher probability than one without; 0.5 is chance, 1 perfect. It depends on no threshold.",
    range: [0, 1],
  },
  aupr: {
    name: "Average precision",
    meaning:
      "area under the precision–recall curve, step-wise (AUPR). It depends on the share of fractures, so compare it between strata with care.",
    range: [0, 1],
  },
  sensitivity: {
    name: "Sensitivity",
    meaning: "share of the cases with a fracture, by the reference standard, that the model calls positive.",
    range: [0, 1],
  },
  specificity: {
    name: "Specificity",
    meaning:
      "share of the cases without a fracture, by the reference standard, that the model calls negative.",
    range: [0, 1],
  },
  precision: {
    name: "Precision (PPV)",
    meaning:
      "share of the model’s positive cases that have a fracture. It holds for this share of fractures only.",
    range: [0, 1],
  },
  npv: {
    name: "NPV",
    meaning:
      "share of the model’s negative cases that have no fracture. It holds for this share of fractures only.",
    range: [0, 1],
  },
  f1: { name: "F1", meaning: "harmonic mean of precision and sensitivity.", range: [0, 1] },
  balancedAccuracy: {
    name: "Balanced accuracy",
    meaning: "mean of sensitivity and specificity.",
    range: [0, 1],
  },
  accuracy: {
    name: "Accuracy",
    meaning:
      "share of the cases called as the reference standard has them; it hides which kind of error was made.",
    range: [0, 1],
  },
  mcc: {
    name: "MCC",
    meaning:
      "Matthews correlation between the model’s calls and the reference standard; 0 is chance, 1 perfect.",
    range: [-1, 1],
  },
  brier: {
    name: "Brier score",
    meaning:
      "mean squared distance of the probabilities from 0 (no fracture) and 1 (fracture). Less is better.",
    range: [0, 1],
  },
};

/** Words for a metric; one that is not known here goes by its own name. */
export function metricWords(metric: string): MetricWords {
  return Object.hasOwn(named, metric) ? named[metric] : { name: metric, meaning: "", range: [-1, 1] };
}

/** A metric's name within a sentence: small, unless it is an abbreviation or a person's. */
export function metricInSentence(metric: string): string {
  const { name } = metricWords(metric);
  return metric === "brier" ? name : name.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
