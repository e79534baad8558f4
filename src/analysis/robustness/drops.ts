import * as messages from "../../messages/robustness.js";
import type { Metric } from "../../results/schema/metric.js";
import type { CorruptedLevel, RobustnessMetric } from "../../results/schema/robustness.js";
import {
  effectivePairs,
  type IntervalOrReason,
  pairedDifferenceInterval,
  percentileInterval,
} from "../../statistics/index.js";
import { exactShare, proportionOf } from "../proportions.js";
import { metric, type Resampling } from "../scoredSet.js";
import { count } from "../scoredUnits.js";
import { type ByMetric, byMetric, type Condition, drawn, estimatesOf } from "./conditions.js";

/** Patients (or cases) of each class that a resampled difference needs. */
const minimum = 10;

/**
 * What each metric loses: uncorrupted − corrupted of the same cases. AUROC and average precision: percentile
 * bootstrap of the paired difference. Sensitivity and specificity: Tango's interval of paired proportions, at
 * the effective number of pairs where patients repeat; resamples say too little where few decisions turn.
 */
export function dropsOf(clean: Condition, corrupted: Condition, { level }: Resampling): ByMetric<Metric> {
  const before = estimatesOf(clean);
  const after = estimatesOf(corrupted);
  return byMetric((name) => {
    const missing = [before[name], after[name]].find(({ value }) => value === null);
    if (missing) return { ...missing, status: missing.status, ci: null };
    const interval =
      name === "auroc" || name === "aupr"
        ? resampledDrop(name, clean, corrupted, level)
        : pairedDrop(name === "sensitivity" ? 1 : 0, clean, corrupted, level);
    return metric({ value: before[name].value! - after[name].value!, status: "ok" }, interval, null);
  });
}

function resampledDrop(
  name: RobustnessMetric,
  clean: Condition,
  corrupted: Condition,
  level: number,
): IntervalOrReason {
  const few = rarerClass(clean);
  if (few < minimum) return { interval: null, reason: messages.fewToResample(few, minimum) };
  const after = corrupted.replicates[name];
  const differences = clean.replicates[name].map((value, i) => value - after[i]);
  const found = percentileInterval(differences, level, `paired, ${drawn(clean.units)}`);
  if (found.interval && found.interval.lower === found.interval.upper)
    return { interval: null, reason: messages.resamplesAlike };
  return found;
}

/** Cases of the smaller class; patients, where they are resampled. */
function rarerClass({ units: { labels, clusters } }: Condition): number {
  const of = (label: 0 | 1) =>
    clusters ? new Set(clusters.filter((_, i) => labels[i] === label)).size : count(labels, label);
  return Math.min(of(0), of(1));
}

function pairedDrop(truth: 0 | 1, clean: Condition, corrupted: Condition, level: number): IntervalOrReason {
  const { labels, clusters } = clean.units;
  const own = Array.from(labels.keys()).filter((i) => labels[i] === truth);
  const right = ({ units, threshold }: Condition, i: number) =>
    (units.scores[i] >= threshold ? 1 : 0) === truth ? 1 : 0;
  const differences = Int8Array.from(own, (i) => right(clean, i) - right(corrupted, i));
  const patients = clusters && Int32Array.from(own, (i) => clusters[i]);
  const effective = patients ? effectivePairs(differences, patients, level) : own.length;
  const scale = effective / own.length;
  const only = (sign: 1 | -1) => differences.filter((difference) => difference === sign).length * scale;
  const { interval, reason } = pairedDifferenceInterval(
    { firstOnly: only(1), secondOnly: only(-1), trials: effective },
    level,
  );
  if (interval === null) return { interval, ...(reason === undefined ? {} : { reason }) };
  const method =
    effective === own.length
      ? interval.method
      : `${interval.method}, at the effective size ${effective.toFixed(1)} of ${own.length}`;
  return { interval: { ...interval, method } };
}

/** Decisions that the corruption turned, and their share of all with its exact interval. */
export function flipsOf(clean: Condition, corrupted: Condition, level: number): CorruptedLevel["flips"] {
  const { units, threshold } = clean;
  const turned = Array.from(
    units.scores,
    (score, i) => (corrupted.units.scores[i] >= threshold ? 1 : 0) - (score >= threshold ? 1 : 0),
  );
  const flipped = turned.map((turn) => Math.abs(turn));
  const share = proportionOf(flipped, units.clusters ? [...units.clusters] : null, level);
  return {
    toPositive: turned.filter((turn) => turn === 1).length,
    toNegative: turned.filter((turn) => turn === -1).length,
    rate: exactShare(share, level),
  };
}
