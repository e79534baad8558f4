import {
  binaryEntropy,
  distanceFromCertainty,
  meanEntropy,
  meanProbability,
  mutualInformation,
  predictiveVariance,
} from "../statistics/index.js";

/** How unsure of each case, by the name of the score; more is less sure. Entropies are in nats. */
export type UncertaintyScores = Readonly<Record<string, Float64Array>>;

/** Of a deep ensemble's members (each one's probability of every case). */
export function memberScores(members: readonly Float64Array[]): UncertaintyScores {
  const mean = meanProbability(members);
  return {
    variance: predictiveVariance(members),
    predictiveEntropy: binaryEntropy(mean),
    meanEntropy: meanEntropy(members),
    mutualInformation: mutualInformation(members),
    maximumProbability: distanceFromCertainty(mean),
  };
}

/** What one probability tells, without members. */
export function probabilityScores(probability: Float64Array): UncertaintyScores {
  return {
    predictiveEntropy: binaryEntropy(probability),
    maximumProbability: distanceFromCertainty(probability),
  };
}
