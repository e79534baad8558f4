import { didYouMean, type Place, place } from "./yaml.js";

export const fewToResample = (few: number, minimum: number) =>
  `the smaller class has ${few}; resampling needs ${minimum} of each`;

export const resamplesAlike = "all resamples are alike, so their spread says nothing";

export const noLevel = "no severity was scored: the label may be wrong under each";

export const errorUndefined = "the metric is undefined at a severity";
export const noCorruption = "no corruption was scored";
export const noBaselineStratum = "the baseline has no such stratum";
export const noBaselineLevel = "the baseline was not scored under all of these severities";
export const tooNearZero = (what: string, value: number) =>
  `${what} is ${value.toPrecision(2)} on average: too near 0 to divide by`;
export const baselineError = "the baseline's error";
export const baselineIncrease = "what the corruption adds to the baseline's error";

const option = (at: Place | null) => (at === null ? "--robustness" : `${place(at)}: robustness`);

export const unknownCorruption = (at: Place | null, name: string, known: readonly string[]) =>
  `${option(at)} names the corruption "${name}"${didYouMean(name, known)}; it can name ${known.join(", ")}`;

export const unknownSuite = (name: string, known: readonly string[]) =>
  `--robustness is "${name}"${didYouMean(name, ["quick", "full", "none", ...known])}; it must be quick, full, none, or names of corruptions with commas between: ${known.join(", ")}`;

export const nothingSafe = (at: Place | null, levels: readonly string[]) =>
  `${option(at)} asks for nothing that can be scored: the label may be wrong under ${levels.join(", ")}; name another corruption or severity (wrist-bench corruptions lists them, unsafe ones in brackets)`;

export const robustnessNeedsModel =
  "--robustness needs --model: a table of scores has no radiographs to corrupt; leave --robustness out, or name the model that scored";

export const notMeasured =
  "The strata file declares robustness, which was not measured: it needs a model and images (a table of scores has none), and is left out with --robustness none.";

/** Where corruptions are named to judge on. */
type Key = "accept" | "regression";

export const criterionUnsafe = (
  at: Place,
  key: Key,
  corruption: string,
  severity: number,
  safe: readonly number[],
) =>
  `${place(at)}: ${key} names ${corruption} at severity ${severity}, under which the label may be wrong, so nothing is scored there; ${safe.length === 0 ? "it has no safe severity" : `safe are ${safe.join(", ")}`}`;

export const criterionCorruption = (at: Place, key: Key, name: string, known: readonly string[]) =>
  `${place(at)}: ${key} names the corruption "${name}"${didYouMean(name, known)}; it can name ${known.join(", ")}`;

export const keptScores = (scores: number) =>
  `${scores} score${scores === 1 ? "" : "s"} of corrupted images from an earlier run of the same model; --no-cache scores again`;

export const leftOut = (levels: readonly string[]) =>
  `Not scored, because the label may be wrong under them: ${levels.join(", ")}.`;

export const criterionNotScored = (corruption: string, severity: number) =>
  `Nothing was scored under ${corruption} at severity ${severity}.`;

export const noBaselineShipped = "the shipped baseline's figures are of another cohort or other corruptions";

/** What follows a figure's name where it is of corrupted images; nothing where it isn't. */
export const under = (where: {
  readonly corruption?: string | undefined;
  readonly severity?: number | undefined;
}) => (where.corruption === undefined ? "" : ` under ${where.corruption} at severity ${where.severity}`);
