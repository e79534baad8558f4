import type { StratumResult } from "../results/schema/stratum.js";
import type { StrataFile } from "../strata/schema.js";
import { standardised, standardisedDifferences } from "./atReferencePrevalence.js";
import { type ComparedSet, prevalenceOf, type ResampledComparison } from "./comparisons.js";
import { neededCases } from "./neededCases.js";

/**
 * What a stratum's figures say only beside others': how they would be at its reference's prevalence, and
 * how many cases narrow intervals would need.
 * @param strata all but `merged`
 * @returns adds it to a stratum's result
 */
export function stratumContext(
  comparisons: readonly ResampledComparison[],
  strata: readonly StratumResult[],
  merged: StratumResult,
  mergedSet: ComparedSet,
  { reference: declared, strata: [first] }: Pick<StrataFile, "reference" | "strata">,
  level: number,
): (stratum: StratumResult) => StratumResult {
  const reference = strata.find(({ name }) => name === (declared ?? first.name));
  const atPrevalence = (stratum: StratumResult) => {
    if (stratum === merged) {
      const against = comparisons.find((one) => one.reference.name === reference?.name)?.reference;
      const prevalence = against && prevalenceOf(against.units);
      return prevalence && standardised(mergedSet, against.name, prevalence, level);
    }
    const one = comparisons.find(({ stratum: set, role }) => role !== "rest" && set.name === stratum.name);
    const prevalence = one && prevalenceOf(one.reference.units);
    return (
      prevalence && {
        ...standardised(one.stratum, one.reference.name, prevalence, level),
        differences: standardisedDifferences(one, level),
      }
    );
  };
  return (stratum) => {
    const atReferencePrevalence = atPrevalence(stratum);
    const needed = stratum === merged ? undefined : neededCases(stratum, reference, merged, level);
    return {
      ...stratum,
      ...(atReferencePrevalence ? { atReferencePrevalence } : {}),
      ...(needed ? { needed } : {}),
    };
  };
}
