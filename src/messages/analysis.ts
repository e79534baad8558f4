const three = (value: number) => value.toFixed(3);

export const masking = (merged: number, stratum: string, value: number, masks: boolean) =>
  masks
    ? `The merged AUROC of ${three(merged)} hides ${three(value)} in ${stratum}.`
    : value < merged
      ? `The merged AUROC is ${three(merged)}; the lowest of a stratum is ${three(value)} (${stratum}), a gap that these cases do not show to be more than chance.`
      : `The merged AUROC of ${three(merged)} is not above that of any stratum; the lowest is ${three(value)} (${stratum}).`;

export const unreadableExcluded = (images: number) =>
  `${images} image${images === 1 ? " could" : "s could"} not be read; the case${images === 1 ? "" : "s"} concerned ${images === 1 ? "is" : "are"} left out and counted in the case flow.`;

export const sharedPatients = (patients: number) =>
  `${patients} patient${patients === 1 ? " has" : "s have"} cases in more than one stratum; those strata are compared by resampling patients jointly.`;

export const keptScores = (images: number) =>
  `${images} image${images === 1 ? "" : "s"} scored by an earlier run of the same model; --no-cache scores again`;
