export const undefinedMetric = (reason: string) => `The figure is undefined: ${reason}.`;

export const noInterval = (reason: string | undefined) =>
  `There is no interval to judge${reason === undefined ? "" : `: ${reason}`}.`;

export const tooFew = (positives: number, negatives: number, minimum: number, patients: boolean) => {
  const of = patients ? "patients with " : "";
  return `${positives} ${of}positives and ${negatives} ${of}negatives; a pass needs at least ${minimum} of each.`;
};

export const noWidth =
  "The interval has no width: all resamples were alike, which is no measure of certainty.";

export const allSatisfies = "The whole interval satisfies the criterion.";
export const noneSatisfies = "No part of the interval satisfies the criterion.";
export const straddles =
  "Part of the interval satisfies the criterion, part does not; these cases can't decide it.";
export const estimatePasses = "The estimate satisfies the criterion; its uncertainty is not judged.";
export const estimateFails = "The estimate does not satisfy the criterion.";
