import {
  auroc,
  averagePrecision,
  brier,
  brierDecomposition,
  calibrationErrors,
  calibrationInTheLarge,
  calibrationSlope,
  confusionCounts,
  delong,
  type Estimate,
  f1MaxThresholds,
  fprAt95Tpr,
  hosmerLemeshow,
  logLoss,
  partialAuroc,
  precisionRecallTrapezoid,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
  spiegelhalter,
  thresholdMetrics,
  youdenThresholds,
} from "../../src/statistics/index.js";

/** A metric with the invariances it must have. */
export interface MetricUnderTest {
  compute: (scores: Float64Array, labels: Uint8Array) => Estimate;
  /** Depends on the order of the scores alone. */
  ranking: boolean;
  /** Unchanged when every case is there twice. */
  duplication: boolean;
  /** The metric that it becomes when labels swap and scores s turn to 1 − s. */
  mirror?: string;
}

const at =
  (metric: keyof ReturnType<typeof thresholdMetrics>) => (scores: Float64Array, labels: Uint8Array) =>
    thresholdMetrics(confusionCounts(scores, labels, 0.5))[metric];

const ranking = (compute: MetricUnderTest["compute"], mirror?: string): MetricUnderTest => ({
  compute,
  ranking: true,
  duplication: true,
  mirror,
});
const threshold = (metric: Parameters<typeof at>[0], mirror: string): MetricUnderTest => ({
  compute: at(metric),
  ranking: false,
  duplication: true,
  mirror,
});
const probability = (compute: MetricUnderTest["compute"], mirror?: string, duplication = true) => ({
  compute,
  ranking: false,
  duplication,
  mirror,
});

export const EVERY_METRIC: Record<string, MetricUnderTest> = {
  auroc: ranking(auroc, "auroc"),
  averagePrecision: ranking(averagePrecision),
  precisionRecallTrapezoid: ranking(precisionRecallTrapezoid),
  partialSpecificityRaw: ranking(
    (s, y) => partialAuroc(s, y, "specificity", 0.8).raw,
    "partialSensitivityRaw",
  ),
  partialSensitivityRaw: ranking(
    (s, y) => partialAuroc(s, y, "sensitivity", 0.8).raw,
    "partialSpecificityRaw",
  ),
  partialSpecificity: ranking(
    (s, y) => partialAuroc(s, y, "specificity", 0.8).standardised,
    "partialSensitivity",
  ),
  partialSensitivity: ranking(
    (s, y) => partialAuroc(s, y, "sensitivity", 0.8).standardised,
    "partialSpecificity",
  ),
  sensitivityAtSpecificity: ranking(
    (s, y) => sensitivityAtSpecificity(s, y, 0.9),
    "specificityAtSensitivity",
  ),
  specificityAtSensitivity: ranking(
    (s, y) => specificityAtSensitivity(s, y, 0.9),
    "sensitivityAtSpecificity",
  ),
  fprAt95Tpr: ranking(fprAt95Tpr),
  f1Max: ranking((s, y) => f1MaxThresholds(s, y).value),
  youden: ranking((s, y) => youdenThresholds(s, y).value),
  delongAuroc: ranking((s, y) => delong(s, y).auroc, "delongAuroc"),
  sensitivity: threshold("sensitivity", "specificity"),
  specificity: threshold("specificity", "sensitivity"),
  precision: threshold("precision", "npv"),
  npv: threshold("npv", "precision"),
  f1: { ...threshold("f1", ""), mirror: undefined },
  balancedAccuracy: threshold("balancedAccuracy", "balancedAccuracy"),
  accuracy: threshold("accuracy", "accuracy"),
  mcc: threshold("mcc", "mcc"),
  positiveLikelihoodRatio: { ...threshold("positiveLikelihoodRatio", ""), mirror: undefined },
  negativeLikelihoodRatio: { ...threshold("negativeLikelihoodRatio", ""), mirror: undefined },
  diagnosticOddsRatio: threshold("diagnosticOddsRatio", "diagnosticOddsRatio"),
  brier: probability(brier, "brier"),
  logLoss: probability(logLoss, "logLoss"),
  brierReliability: probability((s, y) => brierDecomposition(s, y).reliability),
  brierResolution: probability((s, y) => brierDecomposition(s, y).resolution),
  brierUncertainty: probability((s, y) => brierDecomposition(s, y).uncertainty, "brierUncertainty"),
  ece: probability((s, y) => calibrationErrors(s, y).ece),
  mce: probability((s, y) => calibrationErrors(s, y).mce),
  calibrationSlope: probability((s, y) => calibrationSlope(s, y).slope.estimate, "calibrationSlope"),
  calibrationInTheLarge: probability((s, y) => calibrationInTheLarge(s, y).estimate),
  hosmerLemeshow: probability((s, y) => hosmerLemeshow(s, y).statistic, undefined, false),
  spiegelhalter: probability((s, y) => spiegelhalter(s, y).z, undefined, false),
};
