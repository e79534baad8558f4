import type { PrVertex, RocVertex } from "../results/schema/stratum.js";
import { precisionRecallCurve, rocCurve } from "../statistics/index.js";
import type { ScoredUnits } from "./scoredUnits.js";

/** Vertices a curve may have in results.json. */
export const maximumVertices = 2000;
/** The same of crossed cells and bands, whose curves are not drawn. */
export const maximumGroupVertices = 200;

/** The ROC curve from (0, 0) to (1, 1); empty where a class is missing. */
export function rocVertices(
  { scores, labels }: ScoredUnits,
  threshold: number,
  maximum = maximumVertices,
): RocVertex[] {
  if (scores.length === 0) return [];
  const curve = rocCurve(scores, labels);
  if (curve[0].truePositiveRate === null || curve[0].falsePositiveRate === null) return [];
  return thin(curve, threshold, maximum).map((point) => ({
    fpr: point.falsePositiveRate!,
    tpr: point.truePositiveRate!,
    threshold: Number.isFinite(point.threshold) ? point.threshold : null,
  }));
}

/** The precision–recall curve by rising recall; empty where there are no positives. */
export function prVertices(
  { scores, labels }: ScoredUnits,
  threshold: number,
  maximum = maximumVertices,
): PrVertex[] {
  if (scores.length === 0) return [];
  return thin(precisionRecallCurve(scores, labels), threshold, maximum).map(
    ({ recall, precision, threshold: t }) => ({ recall, precision, threshold: t }),
  );
}

/**
 * At most `maximumVertices` of a curve's vertices, evenly picked; the ends and the operating point (the
 * lowest threshold that is not below the one in use) are always kept.
 * @param curve by falling threshold
 */
export function thin<T extends { threshold: number }>(
  curve: readonly T[],
  threshold: number,
  maximum = maximumVertices,
): T[] {
  if (curve.length <= maximum) return [...curve];
  const last = curve.length - 1;
  const keep = new Set<number>();
  for (let i = 0; i < maximum - 1; i++) keep.add(Math.round((i * last) / (maximum - 2)));
  const below = curve.findIndex((point) => point.threshold < threshold);
  keep.add(below < 0 ? last : Math.max(0, below - 1));
  return [...keep].sort((a, b) => a - b).map((i) => curve[i]);
}

/** At most `maximumVertices` of the indices 0 … count − 1, evenly picked, with both ends. */
export function evenlySpaced(count: number, maximum = maximumVertices): number[] {
  if (count <= maximum) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: maximum }, (_, i) => Math.round((i * (count - 1)) / (maximum - 1)));
}
