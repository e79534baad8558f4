export const onlyOne = (which: "baseline" | "candidate") =>
  `Only the ${which} was scored under corruptions, so degradation can't be compared.`;

export const otherVersion = (baseline: string, candidate: string) =>
  `The corruptions are of version ${candidate}, the baseline's of version ${baseline}: other pixels, so degradation can't be compared; run the baseline again.`;

export const otherCases =
  "The two runs don't have the same cases, and degradation is kept for whole strata only, so it can't be compared.";

export const onlyOneScored = (corruption: string, severity: number) =>
  `${corruption} at severity ${severity} was scored in one of the runs only.`;

export const otherParameter = (corruption: string, severity: number) =>
  `${corruption} at severity ${severity} was done with another parameter in the baseline.`;

export const noStratum = (stratum: string) => `The baseline has no stratum ${stratum} under corruptions.`;

export const noBaseline = "the baseline was not scored under these corruptions";
