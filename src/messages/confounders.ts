import { didYouMean, type Place, place } from "./yaml.js";

export const duplicateConfounder = (at: Place, name: string) =>
  `${place(at)}: two confounders are called "${name}"; give one of them another \`name\``;

export const reservedConfounder = (at: Place, name: string) =>
  `${place(at)}: a confounder can't be called "${name}", a name the results use themselves; give it another \`name\``;

export const labelAsConfounder = (at: Place, sql: string) =>
  `${place(at)}: \`${sql}\` is the label itself, beside which no score can add anything; leave it out`;

export const unknownLevel = (at: Place, name: string, level: string, known: readonly string[]) =>
  `${place(at)}: no case has ${name} = "${level}"${didYouMean(level, known)}; its levels: ${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}`;

export const sameForAll = (value: string) => `the same for all cases (${value})`;

export const fewEvents = (events: number, what: string, terms: number) =>
  `${events} ${what} for ${terms} term${terms === 1 ? "" : "s"}; the model needs at least as many`;

export const noCompleteCases = "no case has all confounders";

export const otherReference = (name: string, reference: string, used: string) =>
  `${name}: no case here has the reference level ${reference}; compared with ${used} instead`;

export const firthIgnoresPatients =
  "the classes are separated and patients repeat: Firth's tests take cases for independent, so their p are too small";

export const fewClusters = (clusters: number) =>
  `${clusters} patients: below about 40, cluster-robust standard errors are too small and p with them`;

export const collinear = (condition: number) =>
  `condition number ${condition.toPrecision(3)}: score and confounders are nearly dependent, so their coefficients can't be told apart`;

export const wideScore = "an odds ratio is too large or too small to be written as a number";

export const overlapping = "the declared strata share cases, so that none of them stands apart";

export const oneStratum = "fewer than two strata have fractures and non-fractures with all confounders known";

export const oneClass = "only one class with all confounders known";

export const constantScore = "the score is the same for all cases";
