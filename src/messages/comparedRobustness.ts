export const neither = "Neither run was scored under corruptions.";

export const onlyOne = (which: "baseline" | "candidate") =>
  `Only the ${which} was scored under corruptions, so degradation can't be compared.`;

export const otherVersion = (baseline: string, candidate: string) =>
  `The corruptions are of version ${candidate}, the baseline's of version ${baseline}: other pixels, so degradation can't be compared; run the baseline again.`;

export const otherCases =
  "The two runs don't have the same cases, and not both have a table of scores by case under corruptions, so degradation can't be compared.";

export const onlyOneScored = (corruption: string, severity: number) =>
  `${corruption} at severity ${severity} was scored in one of the runs only.`;

export const neitherScored = (corruption: string, severity: number) =>
  `${corruption} at severity ${severity} was scored in neither run.`;

export const otherParameter = (corruption: string, severity: number) =>
  `${corruption} at severity ${severity} was done with another parameter in the baseline.`;

export const noStratum = (stratum: string) => `The baseline has no stratum ${stratum} under corruptions.`;

export const noBaseline = "the baseline was not scored under these corruptions";

export const noTable = (which: "baseline" | "candidate" | "both") =>
  which === "both"
    ? "Both runs lack their table of scores by case under corruptions (corrupted-cases.csv), so differences are of estimates alone, without intervals."
    : `The ${which} lacks its table of scores by case under corruptions (corrupted-cases.csv), so differences are of estimates alone, without intervals.`;

export const errorsOfOtherCases =
  "The two runs don't have the same cases, so mean corruption errors are not set side by side; differences are of the common cases.";

export const corruptedCaseMissing = (path: string, name: string, corruption: string, severity: number) =>
  `${path}: corrupted-cases.csv has no row of the case ${name} under ${corruption} at severity ${severity}; give the folder as the run wrote it`;
