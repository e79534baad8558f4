export { auroc } from "./auroc.js";
export { aurocInterval, delongInterval } from "./aurocInterval.js";
export {
  type BootstrapRequest,
  type BootstrapResult,
  type BootstrapSettings,
  bootstrapMetrics,
} from "./bootstrap/bootstrapMetrics.js";
export {
  type BootstrapDifference,
  bootstrapIndependentDifference,
  bootstrapJointStrata,
  bootstrapPaired,
  type JointRequest,
  type PairedRequest,
  type StratumCases,
} from "./bootstrap/differences.js";
export { BOOTSTRAP_METRICS, type BootstrapMetric } from "./bootstrap/metricNames.js";
export { percentileInterval } from "./bootstrap/percentileInterval.js";
export { brier } from "./brier.js";
export { type Confusion, confusionCounts } from "./confusion.js";
export { type DelongResult, delong } from "./delong.js";
export {
  type AurocDifference,
  type AurocSample,
  pairedAurocDifference,
  unpairedAurocDifference,
} from "./delongTest.js";
export * from "./distributions/index.js";
export type { Estimate, Interval, IntervalOrReason, Status } from "./estimate.js";
export { benjaminiHochberg, benjaminiYekutieli, hochberg, holm } from "./multiplicity.js";
export { type ClusteredAuroc, obuchowski } from "./obuchowski.js";
export {
  averagePrecision,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  precisionRecallTrapezoid,
} from "./precisionRecall.js";
export { clopperPearson, wilson } from "./proportion.js";
export { quantileInPlace } from "./quantile.js";
export { RandomStream } from "./random.js";
export { type RocPoint, rocCurve } from "./rocCurve.js";
export { type ThresholdMetrics, thresholdMetrics } from "./thresholdMetrics.js";
