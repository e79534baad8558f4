import {
  type ChangeSpread,
  pairedDifferenceBelow,
  pairedDifferenceInterval,
} from "../../statistics/index.js";
import { pairedCallsTest, pairedCounts, repeats } from "../pairedCalls.js";
import type { ComparedStratum } from "./comparedStrata.js";
import type { Assessed } from "./judged.js";

/** In pairs: with it Tango's bounds err no more often than they say, also with 20 pairs. */
const correction = 0.25;

/**
 * Sensitivity, specificity or accuracy, each run at its threshold: shares of the same cases. McNemar's exact
 * test (by patient, where they repeat) and Tango's interval with a continuity correction.
 */
export function callsChange(
  metric: "sensitivity" | "specificity" | "accuracy",
  { labels, baseline, candidate, clusters }: ComparedStratum,
  thresholds: { readonly baseline: number; readonly candidate: number },
  level: number,
): Assessed {
  const trials = [...labels.keys()].filter(
    (i) => metric === "accuracy" || labels[i] === (metric === "sensitivity" ? 1 : 0),
  );
  const right = (score: number, threshold: number, i: number) =>
    score >= threshold === (labels[i] === 1) ? 1 : 0;
  const differences = Int8Array.from(
    trials,
    (i) => right(candidate[i], thresholds.candidate, i) - right(baseline[i], thresholds.baseline, i),
  );
  const own = clusters && Int32Array.from(trials, (i) => clusters[i]);
  const counts = pairedCounts(differences, own, level);
  const { firstOnly, secondOnly, trials: effective } = counts;
  const gain = (firstOnly - secondOnly) / effective;
  const spread: ChangeSpread = {
    gain,
    standardError: Math.sqrt(Math.max(0, (firstOnly + secondOnly) / effective - gain * gain) / effective),
    unseen: 1 / effective,
    units: Math.max(2, Math.floor(effective)),
  };
  const { interval } = pairedDifferenceInterval(counts, level, correction);
  const test = repeats(own) ? "exact sign-flip test by patient" : "McNemar's exact test";
  return {
    tested: { p: pairedCallsTest(differences, own), test },
    judged: {
      interval: repeats(own)
        ? {
            ...interval!,
            method: `${interval!.method}, at the effective size ${effective.toFixed(1)} of ${trials.length}`,
          }
        : interval!,
      worseThan: (margin: number) => pairedDifferenceBelow(counts, -margin, correction),
      spread,
    },
  };
}
