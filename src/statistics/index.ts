export { averagePrecisionAt, type ThresholdMetricsAt, thresholdMetricsAt } from "./atPrevalence.js";
export { auroc } from "./auroc.js";
export { aurocInterval, delongInterval } from "./aurocInterval.js";
export {
  type BestThresholds,
  f1MaxThresholds,
  thresholdAtSensitivity,
  youdenThresholds,
} from "./bestThreshold.js";
export type { BandPoint, CurveBands } from "./bootstrap/bands.js";
export { acceleration, bcaInterval } from "./bootstrap/bcaInterval.js";
export {
  type BootstrapRequest,
  type BootstrapResult,
  type BootstrapSettings,
  bootstrapMetrics,
} from "./bootstrap/bootstrapMetrics.js";
export type { ConditionReplicates, ConditionsRequest } from "./bootstrap/conditions.js";
export {
  bootstrapDetection,
  DETECTION_METRICS,
  type DetectionMetric,
  type DetectionRequest,
} from "./bootstrap/detectionBootstrap.js";
export {
  type BootstrapDifference,
  bootstrapIndependentDifference,
  bootstrapJointDifference,
  bootstrapPaired,
  type JointStrataRequest,
  type PairedRequest,
  type StratumCases,
} from "./bootstrap/differences.js";
export { BOOTSTRAP_METRICS, type BootstrapMetric } from "./bootstrap/metricNames.js";
export { percentileInterval } from "./bootstrap/percentileInterval.js";
export { BootstrapThreads } from "./bootstrap/threads.js";
export {
  type CalibrationBin,
  type CalibrationErrors,
  calibrationBins,
  calibrationErrors,
} from "./calibration/bins.js";
export { brier } from "./calibration/brier.js";
export { type BrierDecomposition, brierDecomposition } from "./calibration/brierDecomposition.js";
export {
  type CalibrationCoefficient,
  type CalibrationSlope,
  calibrationInTheLarge,
  calibrationSlope,
} from "./calibration/calibrationSlope.js";
export { type DecisionPoint, decisionCurve } from "./calibration/decisionCurve.js";
export { type HosmerLemeshow, hosmerLemeshow } from "./calibration/hosmerLemeshow.js";
export { logLoss } from "./calibration/logLoss.js";
export { type Spiegelhalter, spiegelhalter } from "./calibration/spiegelhalter.js";
export { fitTemperature, type TemperatureFit, tempered } from "./calibration/temperature.js";
export { type Confusion, confusionCounts } from "./confusion.js";
export { type DelongResult, delong } from "./delong.js";
export {
  type AurocDifference,
  type AurocSample,
  pairedAurocDifference,
  unpairedAurocDifference,
} from "./delongTest.js";
export * from "./distributions/index.js";
export { effectivePairs, effectiveSize } from "./effectiveSize.js";
export type { Estimate, Interval, IntervalOrReason, Status } from "./estimate.js";
export { fisherExact } from "./fisherExact.js";
export { agreementTable, clusteredKappa, cohenKappa, type Kappa, type KappaWeights } from "./kappa.js";
export { type LikelihoodRatios, likelihoodRatios, type Rate } from "./likelihoodRatios.js";
export { type McNemar, mcnemarExact } from "./mcnemar.js";
export { benjaminiHochberg, benjaminiYekutieli, hochberg, holm } from "./multiplicity.js";
export { type ClusteredAuroc, obuchowski } from "./obuchowski.js";
export { fprAt95Tpr, sensitivityAtSpecificity, specificityAtSensitivity } from "./operatingPoint.js";
export {
  type ChangePlan,
  type ChangeSpread,
  changeInterval,
  changePlan,
  lossBeyond,
} from "./pairedChange.js";
export { type PairedCounts, pairedDifferenceBelow, pairedDifferenceInterval } from "./pairedDifference.js";
export { type PartialAuroc, partialAuroc } from "./partialAuroc.js";
export {
  type AurocPlan,
  aurocCasesForPower,
  aurocLimitShown,
  aurocNeeded,
  aurocPower,
} from "./power/aurocPower.js";
export { type AurocVariance, binormalVariance, exponentialVariance } from "./power/aurocVariance.js";
export {
  aurocCasesForMargin,
  aurocDifferenceError,
  aurocLossSeen,
  aurocMarginPower,
  aurocMarginShown,
  type PairedAurocs,
} from "./power/pairedAuroc.js";
export {
  type Discordance,
  discordance,
  failurePower,
  lossFailing,
  lossSeen,
  marginPower,
  marginShown,
  mcnemarPower,
  trialsForMargin,
} from "./power/pairedProportion.js";
export {
  type JudgedOn,
  limitShown,
  proportionPower,
  successesNeeded,
  trialsForPower,
  truthNeeded,
} from "./power/proportionPower.js";
export {
  averagePrecision,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  precisionRecallTrapezoid,
} from "./precisionRecall.js";
export { predictiveIntervals } from "./predictiveIntervals.js";
export { type PredictiveValues, predictiveValuesAt } from "./predictiveValues.js";
export { clopperPearson, wilson } from "./proportion.js";
export { quantileInPlace, quantilesInPlace } from "./quantile.js";
export { RandomStream } from "./random.js";
export {
  type ClusterRobustRegression,
  clusterRobustRegression,
  robustWaldTest,
} from "./regression/clusterRobust.js";
export { conditionNumber, HIGH_CONDITION } from "./regression/conditionNumber.js";
export type { RegressionRequest, Term } from "./regression/design.js";
export { firthRegression } from "./regression/firthRegression.js";
export { logisticOrFirth, logisticRegression } from "./regression/logisticRegression.js";
export type { Separation } from "./regression/maximumLikelihood.js";
export { type NestedAuroc, type NestedAurocRequest, nestedAurocs } from "./regression/nestedAuroc.js";
export { nestedTest } from "./regression/nestedTest.js";
export type { FittedTerm, LikelihoodRatio, Regression } from "./regression/regressionResult.js";
export { type RocPoint, rocCurve } from "./rocCurve.js";
export {
  aurocHalfWidth,
  aurocSampleSize,
  type ClassSizes,
  hanleyMcneilVariance,
  proportionSampleSize,
} from "./sampleSize.js";
export { signFlipTest } from "./signFlip.js";
export { proportionSizeToClear, trialsBehind } from "./sizeToClear.js";
export { type ThresholdMetrics, thresholdMetrics } from "./thresholdMetrics.js";
export { aurocByMembers, mostSubsets, type SubsetAurocs } from "./uncertainty/memberSubsets.js";
export {
  binaryEntropy,
  distanceFromCertainty,
  meanEntropy,
  meanProbability,
  mutualInformation,
  predictiveVariance,
} from "./uncertainty/memberUncertainty.js";
export {
  type AurcRequest,
  bootstrapAurc,
  type RiskCoverage,
  riskCoverage,
} from "./uncertainty/riskCoverage.js";
export { withoutRoundingNoise } from "./uncertainty/roundingNoise.js";
