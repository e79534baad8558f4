import * as messages from "../../messages/analysis.js";
import { definedReplicates } from "../../statistics/bootstrap/percentileInterval.js";
import { replicateTest } from "../../statistics/bootstrap/replicateTest.js";
import type { ChangeSpread } from "../../statistics/index.js";
import type { ComparedStratum } from "./comparedStrata.js";
import { type Assessed, judgedBy } from "./judged.js";

/** Units of each class that resampling needs. */
const minimum = 10;

/**
 * By the bootstrap's standard error, with the score bound for losses not seen.
 * @param gain counted so that more is better
 * @param replicates of the difference on the same resamples
 * @param unseen what one more lost case costs the figure
 */
export function resampledChange(
  { result }: Pick<ComparedStratum, "result">,
  { gain, replicates, unseen }: { gain: number; replicates: Float64Array; unseen: () => number },
  level: number,
): Assessed {
  const test = "percentile bootstrap";
  const units = Math.min(
    result.positivePatients ?? result.positives,
    result.negativePatients ?? result.negatives,
  );
  const { values, reason: undefinedIn } = definedReplicates(replicates);
  const reason = undefinedIn ?? (units < minimum ? messages.tooFewToResample(units, minimum) : undefined);
  if (reason !== undefined) return { tested: { p: null, test }, judged: null, reason };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread: ChangeSpread = {
    gain,
    // The bootstrap's variance is that of n in the place of n − 1.
    standardError: Math.sqrt((squares / (values.length - 1)) * (units / (units - 1))),
    unseen: unseen(),
    units,
  };
  return {
    tested: { p: replicateTest(values), test },
    judged: judgedBy(spread, level, "bootstrap's standard error, paired; score bound for losses not seen"),
  };
}
