export const nothingToPlan =
  "nothing to plan with: give an assumed value (--auroc, --sensitivity, --specificity), or --results, or --strata; see wrist-bench plan --help";

export const noAim =
  "nothing to plan for: give --half-width, --at-least or --margin, or the cases there are (--positives, --negatives); see wrist-bench plan --help";

export const outside = (option: string, value: unknown, range: string) =>
  `--${option} is ${String(value)}; it must be ${range}`;

const named = (metric: string) => (metric === "auroc" ? "AUROC" : metric);

export const notAbove = (metric: string, assumed: number, atLeast: number) =>
  `--at-least ${atLeast} can't be shown where ${named(metric)} is assumed to be ${assumed}: no number of cases suffices; assume a higher value, or take a lower limit`;

export const casesMissing = (metric: string, option: string) =>
  `--${option} is missing: ${named(metric)} depends on it; give how many such cases there are`;

export const unknownMetric = (name: string, guess: string, known: readonly string[]) =>
  `--metric ${name}: can't be planned${guess}; plan knows ${known.join(", ")}`;

export const unknownStratum = (name: string, guess: string, known: readonly string[]) =>
  `--stratum ${name}: is none of the strata${guess}; there are ${known.join(", ")}`;

export const needsStrata = (option: string) =>
  `--${option} needs --strata or --results, whose strata it chooses from; leave it out, or name one of them`;

export const twoSources = (a: string, b: string) =>
  `--${a} and --${b} both say how many cases there are; give one of them`;

export const criterionNotPlanned = (metric: string, stratum: string) =>
  `A criterion on ${metric} in ${stratum} is left out: only "at least" limits of AUROC, sensitivity and specificity can be planned.`;

export const corruptedNotPlanned = (metric: string, stratum: string) =>
  `A criterion on ${metric} under a corruption in ${stratum} is left out: how much a corruption costs can't be known beforehand.`;

export const corruptedMarginNotPlanned = (metric: string, stratum: string) =>
  `A margin on ${metric} under a corruption in ${stratum} is left out: how much a corruption costs can't be known beforehand.`;

export const marginNotPlanned = (metric: string, stratum: string) =>
  `A margin on ${metric} in ${stratum} is left out: only AUROC, sensitivity and specificity can be planned.`;

export const patientsCounted =
  "n+ and n-: patients with and without a fracture, since whole patients are resampled; cases of one patient count as one.";

/** Which variance an AUROC was planned with, and which way it errs. */
export const varianceNotes = {
  observed:
    "AUROC's variance: as the run had it, binormal where the run had none; for other AUROCs and numbers of cases it grows as the binormal does.",
  binormal:
    "AUROC's variance: binormal (normal scores of equal spread); scores with long tails take more cases, see --variance hanley-mcneil.",
  "hanley-mcneil":
    "AUROC's variance: Hanley and McNeil (exponential scores); for normal scores mostly too cautious, most of all near 1, see --variance binormal.",
} as const;

export const observedNeedsRun =
  "--variance observed takes the run's own interval: it needs --results; leave it out, or choose binormal or hanley-mcneil";
