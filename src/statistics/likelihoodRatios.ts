import { normalQuantile } from "./distributions/normal.js";
import { defined, type Estimate, type IntervalOrReason, missing, noInterval } from "./estimate.js";
import { checkLevel } from "./inputs.js";
import { clopperPearson } from "./proportion.js";

/** A share of independent trials; `trials` need not be whole (the effective number of clustered cases). */
export interface Rate {
  readonly value: number;
  readonly trials: number;
}

/** How much a call changes the odds of disease, with the bounds that hold for it. */
export interface CallRatio {
  readonly estimate: Estimate;
  /** Null where there is no estimate, or nothing bounds it above. */
  readonly interval: IntervalOrReason;
  /** The same with an upper bound that may be Infinity; null where nothing is known of the ratio. */
  readonly bounds: RatioBounds | null;
}

export interface RatioBounds {
  readonly lower: number;
  readonly upper: number;
  readonly method: string;
}

export interface LikelihoodRatios {
  /** sensitivity / (1 − specificity) */
  readonly positive: CallRatio;
  /** (1 − sensitivity) / specificity */
  readonly negative: CallRatio;
}

/**
 * Likelihood ratios of a positive and of a negative call, with the log method's intervals (Simel, Samsa &
 * Matchar, Journal of Clinical Epidemiology 44, 1991). Where sensitivity or specificity is 0 or 1 that
 * method takes one of them as certain; then the ratio is bounded by the Clopper–Pearson bounds of both,
 * each at half the error (Bonferroni), which never covers less than the level.
 * @param sensitivity null without positive cases
 * @param specificity null without negative cases
 */
export function likelihoodRatios(
  sensitivity: Rate | null,
  specificity: Rate | null,
  level = 0.95,
): LikelihoodRatios {
  checkLevel(level);
  if (sensitivity === null || specificity === null) {
    const reason = `no ${sensitivity === null ? "positive" : "negative"} cases`;
    const lacking = { estimate: missing("one-class", reason), interval: noInterval(reason), bounds: null };
    return { positive: lacking, negative: lacking };
  }
  return {
    positive: ratioOf(sensitivity, opposite(specificity), level, {
      unbounded: "no false positives: specificity is 1, so nothing bounds LR+ above",
      never: "no case is called positive",
    }),
    negative: ratioOf(opposite(sensitivity), specificity, level, {
      unbounded: "no true negatives: specificity is 0, so nothing bounds LR− above",
      never: "no case is called negative",
    }),
  };
}

const opposite = ({ value, trials }: Rate): Rate => ({ value: 1 - value, trials });
const certain = ({ value }: Rate): boolean => value <= 0 || value >= 1;

/** The chance of a call with the disease over that without it. */
function ratioOf(
  diseased: Rate,
  healthy: Rate,
  level: number,
  reasons: { readonly unbounded: string; readonly never: string },
): CallRatio {
  if (diseased.value === 0 && healthy.value === 0)
    return {
      estimate: missing("undefined", reasons.never),
      interval: noInterval(reasons.never),
      bounds: null,
    };
  const bounds =
    certain(diseased) || certain(healthy)
      ? exact(diseased, healthy, level)
      : logMethod(diseased, healthy, level);
  if (healthy.value === 0)
    return {
      estimate: missing("undefined", reasons.unbounded),
      interval: noInterval(reasons.unbounded),
      bounds,
    };
  return {
    estimate: defined(diseased.value / healthy.value),
    interval: { interval: { ...bounds, level } },
    bounds,
  };
}

function logMethod(diseased: Rate, healthy: Rate, level: number): RatioBounds {
  const variance =
    (1 - diseased.value) / (diseased.value * diseased.trials) +
    (1 - healthy.value) / (healthy.value * healthy.trials);
  const factor = Math.exp(-normalQuantile((1 - level) / 2) * Math.sqrt(variance));
  const ratio = diseased.value / healthy.value;
  return { lower: ratio / factor, upper: ratio * factor, method: "log method" };
}

function exact(diseased: Rate, healthy: Rate, level: number): RatioBounds {
  const joint = 1 - (1 - level) / 2;
  const of = ({ value, trials }: Rate) => clopperPearson(value * trials, trials, joint).interval!;
  const [a, b] = [of(diseased), of(healthy)];
  return {
    lower: a.lower / b.upper,
    upper: b.lower === 0 ? Number.POSITIVE_INFINITY : a.upper / b.lower,
    method: "Clopper–Pearson bounds of sensitivity and specificity, Bonferroni",
  };
}
