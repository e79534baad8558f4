/**
 * Checks of the arrays that every statistic takes. They throw RangeError: arrays that don't fit
 * together are a mistake of the calling code, not of the user's data.
 */

/** Scores finite, labels 0 or 1, of equal length. */
export function checkScoresAndLabels(scores: Float64Array, labels: Uint8Array): void {
  checkLength("labels", labels.length, scores.length);
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i])) throw new RangeError(`score ${i} is ${scores[i]}, not a finite number`);
    if (labels[i] > 1) throw new RangeError(`label ${i} is ${labels[i]}, not 0 or 1`);
  }
}

/** As checkScoresAndLabels, with every score a probability. */
export function checkProbabilitiesAndLabels(scores: Float64Array, labels: Uint8Array): void {
  checkScoresAndLabels(scores, labels);
  for (let i = 0; i < scores.length; i++)
    if (scores[i] < 0 || scores[i] > 1) throw new RangeError(`score ${i} is ${scores[i]}, not a probability`);
}

export function checkLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new RangeError(`${name} has length ${length}, expected ${expected}`);
}

/** A confidence level or probability strictly between 0 and 1. */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level ${level} is not between 0 and 1`);
}
