import type { Histogram } from "../results/schema/uncertainty.js";
import type { UncertaintyScores } from "./uncertaintyScores.js";

const bins = 20;
/** Where the axis ends; null: at the greatest value, in steps. */
const ends: Readonly<Record<string, number>> = {
  predictiveEntropy: Math.LN2,
  meanEntropy: Math.LN2,
  maximumProbability: 0.5,
};
/** Squares of what is spread evenly: bins of equal width would have nearly all cases in the first. */
const squares = new Set(["variance", "mutualInformation"]);
const step = 0.05;

/**
 * Counts of each stratum's cases by uncertainty, in the same bins.
 * @param strata the cases of each
 */
export function histograms(
  scores: UncertaintyScores,
  strata: readonly { readonly name: string; readonly indices: readonly number[] }[],
): Histogram[] {
  return Object.entries(scores).map(([score, values]) => {
    const scale = squares.has(score) ? ("root" as const) : ("linear" as const);
    const edges = edgesOf(ends[score] ?? null, scale, strata, values);
    return {
      score,
      scale,
      edges,
      strata: strata.map(({ name, indices }) => {
        const counts = new Array<number>(bins).fill(0);
        for (const i of indices) {
          let bin = bins - 1;
          while (bin > 0 && values[i] < edges[bin]) bin--;
          counts[bin]++;
        }
        return { stratum: name, counts };
      }),
    };
  });
}

function edgesOf(
  end: number | null,
  scale: Histogram["scale"],
  strata: readonly { readonly indices: readonly number[] }[],
  values: Float64Array,
): number[] {
  let greatest = 0;
  for (const { indices } of strata) for (const i of indices) greatest = Math.max(greatest, values[i]);
  const root = Math.max(1, Math.ceil(Math.sqrt(greatest) / step - 1e-9)) * step;
  const last = end ?? root;
  return Array.from({ length: bins + 1 }, (_, k) => {
    const edge = (last * k) / bins;
    return scale === "root" ? edge * edge : edge;
  });
}
