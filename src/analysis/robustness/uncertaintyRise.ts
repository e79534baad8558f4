import type { Scores } from "../../../runners/scores.js";
import type { Metric } from "../../results/schema/metric.js";
import { auroc, aurocInterval } from "../../statistics/index.js";
import { metric } from "../scoredSet.js";
import { ensembleOf, memberScores } from "../uncertaintyScores.js";

/**
 * Whether uncertainty rises with the corruption: AUROC of each score of a deep ensemble's members for the
 * corrupted images (positive) of a set of cases among these and the uncorrupted ones. 0.5 where the members
 * notice nothing. A case stands on both sides, so that cases (or patients) are the clusters of the interval.
 * @param patients by case of the cohort; absent where cases are the unit
 * @returns undefined without members
 */
export function uncertaintyRise(
  clean: Scores,
  corrupted: Scores,
  indices: readonly number[],
  patients: Int32Array | undefined,
  level: number,
): Record<string, Metric> | undefined {
  if (ensembleOf(clean.members).length === 0) return undefined;
  const before = memberScores(clean.members);
  const after = memberScores(corrupted.members);
  const labels = Uint8Array.from({ length: 2 * indices.length }, (_, k) => (k < indices.length ? 0 : 1));
  const clusters = Int32Array.from(labels, (_, k) => {
    const index = indices[k % indices.length];
    return patients ? patients[index] : index;
  });
  return Object.fromEntries(
    Object.keys(before).map((name) => {
      const values = Float64Array.from([
        ...indices.map((i) => before[name][i]),
        ...indices.map((i) => after[name][i]),
      ]);
      return [
        name,
        metric(
          auroc(values, labels),
          { interval: null, reason: "not resampled; the exact interval stands beside it" },
          aurocInterval(values, labels, level, clusters),
        ),
      ];
    }),
  );
}
