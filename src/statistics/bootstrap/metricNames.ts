/** The metrics that one bootstrap pass yields, in the order they are stored. */
export const BOOTSTRAP_METRICS = [
  "auroc",
  "aupr",
  "sensitivity",
  "specificity",
  "precision",
  "npv",
  "f1",
  "balancedAccuracy",
  "accuracy",
  "mcc",
  "brier",
] as const;

/** `aupr` is average precision. */
export type BootstrapMetric = (typeof BOOTSTRAP_METRICS)[number];
