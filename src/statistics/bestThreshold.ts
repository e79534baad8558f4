import { missingClass } from "./classScores.js";
import { defined, type Estimate } from "./estimate.js";
import { rocCurve } from "./rocCurve.js";

/** The largest value of a criterion, and every score that attains it as threshold, descending. */
export interface BestThresholds {
  value: Estimate;
  thresholds: number[];
}

/**
 * The thresholds (among the scores) with the largest F1. Ties are found exactly, by comparing
 * fractions of whole numbers. Missing without positives.
 */
export function f1MaxThresholds(scores: Float64Array, labels: Uint8Array): BestThresholds {
  return best(scores, labels, false, (tp, fp, positives) => ({ over: 2 * tp, under: positives + tp + fp }));
}

/**
 * The thresholds (among the scores) with the largest Youden index, sensitivity + specificity − 1
 * (Cancer 3, 1950). Missing without both classes.
 */
export function youdenThresholds(scores: Float64Array, labels: Uint8Array): BestThresholds {
  return best(scores, labels, true, (tp, fp, positives, negatives) => ({
    over: tp * negatives - fp * positives,
    under: positives * negatives,
  }));
}

/**
 * The highest threshold (among the scores) whose sensitivity is at least the target: of those, the one with
 * the best specificity. Missing without positives.
 * @param sensitivity target in (0, 1]
 */
export function thresholdAtSensitivity(
  scores: Float64Array,
  labels: Uint8Array,
  sensitivity: number,
): Estimate {
  if (!(sensitivity > 0 && sensitivity <= 1)) throw new RangeError(`${sensitivity} is not in (0, 1]`);
  const curve = rocCurve(scores, labels);
  const { tp: positives, fp: negatives } = curve[curve.length - 1];
  if (positives === 0) return missingClass(positives, negatives)!;
  return defined(curve.slice(1).find(({ tp }) => tp / positives >= sensitivity)!.threshold);
}

interface Fraction {
  over: number;
  under: number;
}

function best(
  scores: Float64Array,
  labels: Uint8Array,
  needsNegatives: boolean,
  criterion: (tp: number, fp: number, positives: number, negatives: number) => Fraction,
): BestThresholds {
  const curve = rocCurve(scores, labels);
  const { tp: positives, fp: negatives } = curve[curve.length - 1];
  const lacking = missingClass(positives, negatives);
  if (lacking && (needsNegatives || positives === 0)) return { value: lacking, thresholds: [] };
  let top: Fraction = { over: Number.NEGATIVE_INFINITY, under: 1 };
  let thresholds: number[] = [];
  // The first vertex, above every score, calls nothing positive and is no threshold to choose.
  for (const { threshold, tp, fp } of curve.slice(1)) {
    const here = criterion(tp, fp, positives, negatives);
    const ahead = here.over * top.under - top.over * here.under;
    if (ahead > 0) {
      top = here;
      thresholds = [threshold];
    } else if (ahead === 0) thresholds.push(threshold);
  }
  return { value: defined(top.over / top.under), thresholds };
}
