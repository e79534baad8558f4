import { normalTable } from "./normalTable.js";

/** From this mean on the three-moment approximation is used. */
const large = 12;

/**
 * A Poisson draw from 32 random bits. Below a mean of 12 by inversion (exact but for the 2^-32 the bits leave
 * over). From there a normal draw z is bent to m + z√(m − 1/18) + (z² − 1)/6, the Cornish–Fisher expansion's
 * first terms: mean and variance are m exactly, the third moment m + 1/108·… within 1 %; not a whole number.
 * @param mean above or equal to 0
 * @param word uniform on 0 … 2^32 − 1
 */
export function poisson(mean: number, word: number): number {
  if (mean >= large) {
    const z = normalTable[word >>> 16];
    return mean + z * Math.sqrt(mean - 1 / 18) + (z * z - 1) / 6;
  }
  const uniform = (word + 0.5) / 4294967296;
  let probability = Math.exp(-mean);
  let cumulative = probability;
  let count = 0;
  while (uniform > cumulative && probability > 0) {
    count++;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}
