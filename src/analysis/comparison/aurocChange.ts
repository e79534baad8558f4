import { type ChangeSpread, pairedAurocDifference } from "../../statistics/index.js";
import type { ComparedStratum } from "./comparedStrata.js";
import { type Assessed, judgedBy } from "./judged.js";

/**
 * AUROC: DeLong's paired test, with Obuchowski's variance where patients repeat. Judged on its standard error
 * with the score bound for losses not seen, a lost case being one that is ranked at random from then on: it
 * costs half of its class's share.
 */
export function aurocChange(
  { labels, baseline, candidate, clusters, result }: ComparedStratum,
  level: number,
): Assessed {
  const { difference, standardError, p, ci, reason } = pairedAurocDifference(
    candidate,
    baseline,
    labels,
    level,
    clusters,
  );
  const test = clusters ? "DeLong's paired test, variance by Obuchowski" : "DeLong's paired test";
  const units = Math.min(
    result.positivePatients ?? result.positives,
    result.negativePatients ?? result.negatives,
  );
  // Also two models that rank alike have no variance, which is one to judge on.
  if (units < 2) return { tested: { p: null, test, delongCi: null }, judged: null, reason };
  const spread: ChangeSpread = {
    gain: difference.value!,
    standardError: standardError ?? 0,
    unseen: 0.5 / units,
    units,
  };
  const alike = standardError === null && difference.value === 0;
  const method = `${clusters ? "Obuchowski" : "DeLong"}, paired; score bound for losses not seen`;
  return {
    tested: { p: alike ? 1 : p, test, delongCi: ci },
    judged: judgedBy(spread, level, method),
  };
}
