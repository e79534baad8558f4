import {
  binaryEntropy,
  distanceFromCertainty,
  meanEntropy,
  meanProbability,
  mutualInformation,
  predictiveVariance,
  withoutRoundingNoise,
} from "../statistics/index.js";

/** How unsure of each case, by the name of the score; more is less sure. Entropies are in nats. */
export type UncertaintyScores = Readonly<Record<string, Float64Array>>;

/** The members that can disagree: one alone is no ensemble, and would have no variance in any case. */
export function ensembleOf(members: readonly Float64Array[]): readonly Float64Array[] {
  return members.length > 1 ? members : [];
}

/** Of a deep ensemble's members (each one's probability of every case). */
export function memberScores(members: readonly Float64Array[]): UncertaintyScores {
  const mean = meanProbability(members);
  return {
    variance: withoutRoundingNoise(predictiveVariance(members)),
    predictiveEntropy: withoutRoundingNoise(binaryEntropy(mean)),
    meanEntropy: withoutRoundingNoise(meanEntropy(members)),
    mutualInformation: withoutRoundingNoise(mutualInformation(members)),
    maximumProbability: withoutRoundingNoise(distanceFromCertainty(mean)),
  };
}

/** What one probability tells, without members. */
export function probabilityScores(probability: Float64Array): UncertaintyScores {
  return {
    predictiveEntropy: withoutRoundingNoise(binaryEntropy(probability)),
    maximumProbability: withoutRoundingNoise(distanceFromCertainty(probability)),
  };
}
