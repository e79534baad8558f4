const three = (value: number) => value.toFixed(3);

export const masking = (
  merged: number,
  stratum: string,
  value: number,
  gap: "shown" | "not shown" | "not tested",
) => {
  if (value >= merged)
    return `The merged AUROC of ${three(merged)} is not above that of any stratum; the lowest is ${three(value)} (${stratum}).`;
  if (gap === "shown") return `The merged AUROC of ${three(merged)} hides ${three(value)} in ${stratum}.`;
  const lowest = `The merged AUROC is ${three(merged)}; the lowest of a stratum is ${three(value)} (${stratum})`;
  return gap === "not shown"
    ? `${lowest}, a gap that these cases do not show to be more than chance.`
    : `${lowest}; whether that gap is more than chance was not tested.`;
};

export const tooFewToResample = (few: number, minimum: number) =>
  `one side has ${few} of a class; resampling needs ${minimum} of each`;

export const resamplesAlike = "all resamples of one side are alike, so their spread says nothing";

export const unreadableExcluded = (images: number) =>
  `${images} image${images === 1 ? " could" : "s could"} not be read; the case${images === 1 ? "" : "s"} concerned ${images === 1 ? "is" : "are"} left out and counted in the case flow.`;

export const sharedPatients = (patients: number, jointly: boolean) =>
  `${patients} patient${patients === 1 ? " has" : "s have"} cases in more than one stratum; ${jointly ? "those strata are compared by resampling patients jointly" : "with `unit: case` that dependence is left out of account"}.`;

export const keptScores = (images: number) =>
  `${images} image${images === 1 ? "" : "s"} scored by an earlier run of the same model; --no-cache scores again`;
