import type { Metric } from "../results/schema/metric.js";
import type { NeededCases } from "../results/schema/stratification.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { aurocSampleSize, proportionSampleSize } from "../statistics/index.js";

/** How far an interval may reach to either side. */
export const wantedHalfWidth = 0.05;

/** Cases of each class below which a stratum is too small to be judged or compared by resampling. */
const minimum = 10;

/** A stratum from which a value is taken where the stratum's own can't be planned with. */
type Fallback = readonly [from: "reference" | "merged", stratum: StratumResult | undefined];

/**
 * How many independent cases the intervals of sensitivity, specificity and AUROC would need to be
 * ± 0.05 at the confidence level, where they are wider or aren't there: exact intervals at the observed
 * proportion; Hanley & McNeil's variance at the observed AUROC and class ratio. Where the value is
 * undefined, the reference's or else the merged one stands in.
 * @returns undefined where all three are narrow enough
 */
export function neededCases(
  stratum: StratumResult,
  reference: StratumResult | undefined,
  merged: StratumResult,
  level: number,
): NeededCases | undefined {
  const fallbacks: Fallback[] = [
    ["reference", reference === stratum ? undefined : reference],
    ["merged", merged],
  ];
  const planned = (name: "sensitivity" | "specificity" | "auroc") => {
    if (narrow(stratum.metrics[name])) return null;
    const own = stratum.metrics[name].value;
    if (own !== null) return { at: own, from: "observed" as const };
    for (const [from, other] of fallbacks) {
      const value = other?.metrics[name].value ?? null;
      if (value !== null) return { at: value, from };
    }
    return null;
  };
  const n = (at: number) => proportionSampleSize(at, wantedHalfWidth, level);
  const sensitivity = planned("sensitivity");
  const specificity = planned("specificity");
  const auroc = planned("auroc");
  const classes = stratum.positives > 0 && stratum.negatives > 0 ? stratum : merged;
  const ratio = classes.negatives / classes.positives;
  const tooSmall =
    Math.min(stratum.positivePatients ?? stratum.positives, stratum.negativePatients ?? stratum.negatives) <
    minimum;
  if (!tooSmall && sensitivity === null && specificity === null && auroc === null) return undefined;
  return {
    halfWidth: wantedHalfWidth,
    tooSmall,
    sensitivity: sensitivity && { ...sensitivity, positives: n(sensitivity.at) },
    specificity: specificity && { ...specificity, negatives: n(specificity.at) },
    auroc:
      auroc === null || !(ratio > 0 && Number.isFinite(ratio))
        ? null
        : { ...auroc, ...aurocSampleSize(auroc.at, ratio, wantedHalfWidth, level) },
  };
}

/** Whether the interval that is judged on, the exact one where there is one, is as narrow as wanted. */
function narrow({ exactCi, ci }: Metric): boolean {
  const interval = exactCi === undefined ? ci : exactCi;
  if (!interval || interval.lower === interval.upper) return false;
  return (interval.upper - interval.lower) / 2 <= wantedHalfWidth;
}
