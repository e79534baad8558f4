import { chiSquaredUpperTail } from "../distributions/chiSquared.js";
import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";
import { quantileInPlace } from "../quantile.js";

/** Hosmer and Lemeshow's test over groups of like probability. */
export interface HosmerLemeshow {
  statistic: Estimate;
  /** Groups − 2, for a model fitted to these cases. */
  df: number | null;
  p: number | null;
  /** p with df = groups, for a model that has not seen these cases: the one to read here. */
  pExternal: number | null;
  groups: { from: number; to: number; cases: number; observed: number; expected: number }[];
}

/**
 * Hosmer–Lemeshow goodness of fit: groups between quantiles (type 7) of the probabilities, closed on
 * the right; equal quantiles are merged. Weak in power and dependent on the grouping: the
 * calibration slope says more. Missing with fewer than three groups.
 */
export function hosmerLemeshow(probabilities: Float64Array, labels: Uint8Array, groups = 10): HosmerLemeshow {
  checkProbabilitiesAndLabels(probabilities, labels);
  const none = { df: null, p: null, pExternal: null, groups: [] };
  if (labels.length === 0) return { statistic: missing("too-few", "no cases"), ...none };
  const edges = [
    ...new Set(
      Array.from({ length: groups + 1 }, (_, k) => quantileInPlace(probabilities.slice(), k / groups)),
    ),
  ];
  if (edges.length < 4)
    return { statistic: missing("undefined", "the probabilities form fewer than three groups"), ...none };
  const bins = edges.slice(1).map((to, k) => ({ from: edges[k], to, cases: 0, observed: 0, expected: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const bin = bins[bins.findIndex(({ to }) => probabilities[i] <= to)];
    bin.cases++;
    bin.observed += labels[i];
    bin.expected += probabilities[i];
  }
  if (bins.some(({ cases, expected }) => expected === 0 || expected === cases))
    return { statistic: missing("undefined", "a group expects no or only positives"), ...none, groups: bins };
  let statistic = 0;
  for (const { cases, observed, expected } of bins)
    statistic += (observed - expected) ** 2 / (expected * (1 - expected / cases));
  const df = bins.length - 2;
  return {
    statistic: defined(statistic),
    df,
    p: chiSquaredUpperTail(statistic, df),
    pExternal: chiSquaredUpperTail(statistic, bins.length),
    groups: bins,
  };
}
