import { firstFew } from "./cohort.js";

export const casesTableElsewhere = (path: string, table: string) =>
  `${path}: names the table of cases "${table}", which is not beside it; give the folder as the run wrote it`;

export const casesTableMissing = (path: string, table: string, why: string) =>
  `${path}: its table of cases ${table} can't be read (${why}); a comparison needs it beside results.json`;

export const casesTableChanged = (path: string, table: string) =>
  `${table}: is not the table that ${path} was made of (its SHA-256 is another); give the folder as the run wrote it`;

export const casesTableColumn = (path: string, name: string) =>
  `${path}: has no column "${name}"; give the folder as the run wrote it`;

export const casesTableRow = (path: string, line: number, what: string) => `${path}: line ${line}: ${what}`;

export const casesTableUnreadable = (path: string, detail: string) => `${path}: is no CSV: ${detail}`;

/** The two sides, as the user named them. */
export interface Sides {
  readonly baseline: string;
  readonly candidate: string;
}

export type NamesKind = "pseudonyms" | "plain identifiers";

export const noCommonCases = (
  { baseline, candidate }: Sides,
  of: { baseline: NamesKind; candidate: NamesKind },
) => {
  const why =
    of.baseline !== of.candidate
      ? `the baseline names its cases by ${of.baseline}, the candidate by ${of.candidate}; run both with the same --identifiers`
      : of.baseline === "pseudonyms"
        ? "either they are other cases, or their pseudonyms were made with different keys, and cases can't be matched then; run both with the same --key"
        : "they are other cases; compare runs on the same cohort";
  return `${candidate} and ${baseline} have no case in common: ${why}`;
};

export const labelsDiffer = ({ baseline, candidate }: Sides, cases: readonly string[]) =>
  `${firstFew(cases.length, "case", cases)} ${cases.length === 1 ? "has" : "have"} another label in ${candidate} than in ${baseline}; a difference of models can't be told from one of labels: run the baseline again with the new labels`;

export const otherCases = ({ baseline, candidate }: Sides, cases: readonly string[], common: number) =>
  `${firstFew(cases.length, "case", cases)} of ${common} with the same name ${cases.length === 1 ? "has" : "have"} another patient, age or sex in ${candidate} than in ${baseline}, and the manifests are different files: the names seem to be of other cases; compare runs on the same cohort`;

export const strataDiffer = ({ baseline, candidate }: Sides, stratum: string, cases: readonly string[]) =>
  `stratum "${stratum}" is not the same in ${candidate} as in ${baseline}: ${firstFew(cases.length, "case", cases)} ${cases.length === 1 ? "is" : "are"} in one and not in the other; run the baseline again with these strata`;

export const stratumGone = ({ baseline, candidate }: Sides, stratum: string) =>
  `stratum "${stratum}" of ${baseline} is not declared in ${candidate}, so that nothing would show if it got worse; declare it, or run the baseline again without it`;

export const casesLeftOut = (onlyBaseline: number, onlyCandidate: number) =>
  `The two runs don't have the same cases: ${onlyBaseline} only the baseline has and ${onlyCandidate} only the candidate has; they are left out of the comparison.`;

export const newStratum = (stratum: string) =>
  `The baseline does not declare the stratum ${stratum}; it is compared on the candidate's definition.`;

export const otherPredicate = (stratum: string) =>
  `The stratum ${stratum} is selected by another condition than in the baseline, with the same cases.`;

export const thresholdsDiffer = (baseline: string, candidate: string) =>
  `The operating points differ: ${candidate} in the candidate, ${baseline} in the baseline; each run is judged at its own.`;

export const otherManifest = "The manifests are different files; cases are matched by name.";

export const otherImages =
  "The radiographs are not the same files as in the baseline; a difference may be theirs and not the model's.";

export const someDiffer = (cases: readonly string[]) =>
  `${firstFew(cases.length, "case", cases)} ${cases.length === 1 ? "has" : "have"} another patient, age or sex than in the baseline; the candidate's are used.`;

export const noBaseline =
  "The strata file declares regression rules, but no baseline was given (--baseline), so nothing was compared.";

export const noPatientsKept = (path: string) =>
  `${path}: patients are to be resampled whole, but its table of cases has no column "patient"; give the folder as the run wrote it`;

export const noCasesInStratum = "the two runs have no case of this stratum in common";

export const sameModel = "The same model with the same predictions: there is no difference.";
export const samePredictions =
  "Every prediction is the same in both runs: there is no difference in these cases.";
export const noNeedToJudge = (reason: string) => `There is nothing to judge: ${reason}.`;

export const noSuchFigure = (metric: string) =>
  `There is nothing to judge: the runs were not compared by ${metric}.`;

const three = (value: number) => value.toFixed(3);
const named = (share: number) => (share > 0 && share < 0.0005 ? "less than 0.001" : three(share));

export const worse = (margin: number, p: number, family: number) =>
  `Worse than the baseline by more than the margin of ${margin}: adjusted p ${p < 0.001 ? "< 0.001" : three(p)}${family > 1 ? ` over ${family} tests` : ""}.`;

export const notWorse = (margin: number, improved: boolean) =>
  `${improved ? "Better than the baseline, with confidence" : `Not worse than the baseline by ${margin} or more, with confidence`}.`;

export const belowMinimum = (positives: number, negatives: number, minimum: number, patients: boolean) => {
  const of = patients ? "patients with " : "";
  return `${positives} ${of}positives and ${negatives} ${of}negatives; a pass needs at least ${minimum} of each.`;
};

export const notAdjusted =
  "By itself this would be worse than the margin, but not after adjusting for the number of tests.";

export const undecided = (margin: number) =>
  `These cases can't tell whether the candidate is worse by more than ${margin}.`;

export const couldHavePassed = (passes: number) =>
  `The smallest margin that this result would have passed is ${named(passes)}.`;

export const wouldTake = (positives: number, negatives: number, patients: boolean) =>
  `About ${positives.toLocaleString("en")} ${patients ? "patients with " : ""}positives and ${negatives.toLocaleString("en")} ${patients ? "with " : ""}negatives would let a model that is neither better nor worse pass four times in five.`;

export const neverAlike = "With a margin of 0 only a better model, or the very same, passes.";
