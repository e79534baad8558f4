import type { Masking } from "../results/schema/analyses.js";
import type { MaskingParts } from "../results/schema/stratification.js";

type Pairs = NonNullable<Masking["pairs"]>;

/**
 * The merged AUROC's pairs in three parts: of the worst stratum, within the others, across strata; and by
 * how much each lifts the merged AUROC above the worst's. Exact: the weighted AUROCs add up to the merged
 * one, so the lifts add up to merged − worst.
 */
export function maskingParts(pairs: Pairs, worst: string, worstAuroc: number): MaskingParts {
  const part = (holds: (pair: Pairs[number]) => boolean) => {
    const own = pairs.filter(holds);
    const count = own.reduce((sum, pair) => sum + pair.pairs, 0);
    const weight = own.reduce((sum, pair) => sum + pair.weight, 0);
    const won = own.reduce((sum, pair) => sum + pair.pairs * (pair.auroc ?? 0), 0);
    const auroc = count === 0 ? null : won / count;
    return { pairs: count, weight, auroc, lift: auroc === null ? 0 : weight * (auroc - worstAuroc) };
  };
  const within = (pair: Pairs[number]) => pair.positives === pair.negatives;
  return {
    worst: { ...part((pair) => within(pair) && pair.positives === worst), lift: 0 },
    others: part((pair) => within(pair) && pair.positives !== worst),
    across: part((pair) => !within(pair)),
  };
}
