const three = (value: number) => value.toFixed(3);

/** Of the merged AUROC's pairs: what share they are, how they are ranked, what they add. */
interface Part {
  readonly weight: number;
  readonly auroc: number | null;
  readonly lift: number;
}

const share = (weight: number) => (weight < 0.01 ? "less than 1%" : `${(100 * weight).toFixed(0)}%`);

type Parts = { readonly worst: Part; readonly others: Part; readonly across: Part } | undefined;

export const masking = (
  merged: number,
  stratum: string,
  value: number,
  gap: "shown" | "not shown" | "not tested",
  parts: Parts,
  /** Strata whose AUROC is undefined. */
  undefinedIn: readonly string[],
) => {
  const said = maskingOf(merged, stratum, value, gap, parts);
  if (undefinedIn.length === 0) return said;
  const [them, have] = undefinedIn.length === 1 ? ["it", "has"] : ["them", "have"];
  return `${said} ${undefinedIn.join(", ")} ${have} no AUROC, so what the merged figure says of ${them} is not known.`;
};

const maskingOf = (
  merged: number,
  stratum: string,
  value: number,
  gap: "shown" | "not shown" | "not tested",
  parts: Parts,
) => {
  if (value >= merged)
    return `The merged AUROC of ${three(merged)} is not above that of any stratum; the lowest is ${three(value)} (${stratum}).`;
  if (gap === "shown") {
    const cause = parts === undefined ? "" : `: ${maskingCause(stratum, parts)}`;
    return `The merged AUROC of ${three(merged)} hides ${three(value)} in ${stratum}${cause}.`;
  }
  const lowest = `The merged AUROC is ${three(merged)}; the lowest of a stratum is ${three(value)} (${stratum})`;
  return gap === "not shown"
    ? `${lowest}, a gap that these cases do not show to be more than chance.`
    : `${lowest}; whether that gap is more than chance was not tested.`;
};

/** Which pairs of a fracture and a non-fracture make the merged AUROC better than the worst stratum's. */
const maskingCause = (
  stratum: string,
  { worst, others, across }: { readonly worst: Part; readonly others: Part; readonly across: Part },
) => {
  const within = `${worst.weight < 0.25 ? "only " : ""}${share(worst.weight)} of its pairs of a fracture and a non-fracture lie within ${stratum}`;
  const listed = [
    ...(across.auroc === null
      ? []
      : [`${share(across.weight)} lie across strata, at an AUROC of ${three(across.auroc)}`]),
    ...(others.auroc === null
      ? []
      : [`${share(others.weight)} within the other strata, at ${three(others.auroc)}`]),
  ].join(", and ");
  const more =
    across.lift >= others.lift
      ? "what lifts it most are the pairs across strata"
      : "what lifts it most are the pairs within the other strata";
  return `${within}; ${listed}; ${more}`;
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

export const notResampled = "not resampled with so many cases";
