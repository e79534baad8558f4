import * as messages from "../messages/analysis.js";
import type { Gap, Masking } from "../results/schema/analyses.js";
import type { StratumResult } from "../results/schema/stratum.js";
import { auroc } from "../statistics/index.js";
import type { ComparedSet } from "./comparisons.js";
import { maskingParts } from "./maskingParts.js";

/** Adjusted p below which a gap counts as shown. */
const shown = 0.05;

/**
 * What the merged AUROC hides. It masks where the worst stratum lies below the merged figure and its
 * gap is shown (Holm-adjusted p < 0.05): against the reference, or, where it is the reference itself,
 * of any stratum against it. The merged AUROC is the mean, weighted by pairs, of the AUROC of every
 * stratum's positives against every stratum's negatives: exactly, when no case is in two strata; then
 * those parts are given, and what lifts the merged figure above the worst one is said.
 * Strata without an AUROC of their own are named in the statement: their cases are in the merged figure.
 * @returns null where the merged AUROC or every stratum's is undefined
 */
export function masking(
  merged: StratumResult,
  declared: readonly StratumResult[],
  sets: readonly ComparedSet[],
  gaps: readonly Gap[],
): Masking | null {
  const total = merged.metrics.auroc.value;
  const known = declared.filter((one) => one.metrics.auroc.value !== null);
  if (total === null || known.length === 0) return null;
  const worst = known.reduce((a, b) => (b.metrics.auroc.value! < a.metrics.auroc.value! ? b : a));
  const value = worst.metrics.auroc.value!;
  const tested = gaps.filter(
    (gap) =>
      gap.metric === "auroc" &&
      gap.family !== "exploratory" &&
      gap.pAdjusted !== null &&
      (gap.stratum === worst.name || gap.reference === worst.name),
  );
  const below = (gap: Gap) => (gap.stratum === worst.name ? gap.difference! < 0 : gap.difference! > 0);
  const isShown = tested.some((gap) => below(gap) && gap.pAdjusted! < shown);
  const masks = value < total && isShown;
  const undefinedIn = declared.flatMap(({ name, metrics }) => (metrics.auroc.value === null ? [name] : []));
  const gap = tested.length === 0 ? "not tested" : isShown ? "shown" : "not shown";
  const disjoint = declared.reduce((sum, one) => sum + one.cases, 0) === merged.cases;
  const split = disjoint ? pairs(sets, merged) : undefined;
  const parts = split && maskingParts(split, worst.name, value);
  return {
    metric: "auroc",
    merged: total,
    worst: { stratum: worst.name, value },
    masks,
    statement: messages.masking(total, worst.name, value, gap, parts, undefinedIn),
    ...(split ? { pairs: split, parts } : {}),
  };
}

function pairs(sets: readonly ComparedSet[], merged: StratumResult): NonNullable<Masking["pairs"]> {
  const all = merged.positives * merged.negatives;
  return sets.flatMap((a) =>
    sets.map((b) => {
      const positives = a.units.scores.filter((_, i) => a.units.labels[i] === 1);
      const negatives = b.units.scores.filter((_, i) => b.units.labels[i] === 0);
      const scores = new Float64Array([...positives, ...negatives]);
      const labels = new Uint8Array(scores.length).fill(1, 0, positives.length);
      const count = positives.length * negatives.length;
      return {
        positives: a.name,
        negatives: b.name,
        pairs: count,
        weight: count / all,
        auroc: count === 0 ? null : auroc(scores, labels).value,
      };
    }),
  );
}
