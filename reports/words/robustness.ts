import type { CorruptionError, Robustness } from "../../src/results/schema/robustness.js";
import { type Part, type Prose, say } from "../prose.js";

/** Sentences on how figures fall as radiographs get worse. */
export const robustnessWords = {
  title: "Robustness to worse radiographs",
  lead: say`The same cases scored again after their radiographs were made worse in ways that radiographs really suffer, each at severities from 1 (mildest) to 5. A drop is the figure of the uncorrupted radiographs minus that of the corrupted ones of the same cases, so that an interval above 0 speaks of the corruption and not of the cases. Decisions keep the threshold of the uncorrupted radiographs.`,
  under: (corruption: Part, severity: Part): Prose => say` under ${corruption} at severity ${severity}`,

  suites: {
    quick: (corruptions: Part): Prose => say`The quick suite: ${corruptions} corruptions at severity 3.`,
    full: (corruptions: Part): Prose =>
      say`The full suite: ${corruptions} corruptions at severities 1, 3 and 5.`,
    chosen: (corruptions: Part): Prose => say`Chosen for this run: ${corruptions} corruptions.`,
  } satisfies Record<Robustness["suite"], (corruptions: Part) => Prose>,
  worst: (what: {
    stratum: Part;
    corruption: Part;
    /** Absent where only one severity was scored. */
    meanDrop: Part | undefined;
    /** Absent where the drop is the same at all of several severities. */
    severity: Part | undefined;
    drop: Part;
    interval: Prose | undefined;
    shown: boolean;
    /** Other corruptions that take as much. */
    alike: Prose | undefined;
  }): Prose =>
    say`${what.stratum}: ${what.corruption} takes most AUROC on average over the severities scored${what.alike === undefined ? [] : say` (and as much: ${what.alike})`}: ${what.meanDrop === undefined ? [] : say`${what.meanDrop}, and `}${what.drop}${what.interval === undefined ? "" : say` (${what.interval})`} at ${what.severity === undefined ? "every severity scored" : say`severity ${what.severity}`}${what.shown ? "." : ", which these cases do not show to be more than chance."}`,
  breaks: (found: Part, all: Part, list: Prose, more: Part | undefined): Prose =>
    say` The AUROC falls, with an interval of the drop above 0, under ${found} of ${all} corruptions: ${list}${more === undefined ? [] : say`, and ${more} more`}.`,
  breaksFrom: (corruption: Part, severity: Part, drop: Part): Prose =>
    say`${corruption} from severity ${severity} (by up to ${drop})`,
  breaksNowhere: (all: Part): Prose =>
    say` Under none of ${all} corruptions is the interval of the drop in AUROC above 0.`,
  noWorst: (stratum: Part): Prose => say`${stratum}: no corruption lowers the AUROC on average.`,
  noAuroc: (stratum: Part): Prose => say`${stratum}: the AUROC is undefined.`,
  limits: say`These are simulations: what a detector, a dose or a cast does to real radiographs can differ, and corruptions come together. The intervals are each for itself; with this many, about one in twenty misses by chance, so a single drop proves little and a pattern over severities more. The largest of many drops is always somewhat larger than what it would be again.`,
  unsafe: (levels: Prose): Prose => say`Not scored, because the true label may no longer hold: ${levels}.`,

  chartLead: say`AUROC against severity; 0 is the radiographs as they are. The corruption with the largest drop in any stratum comes first. Bands are confidence intervals, which hold for each level by itself: two bands that overlap can still differ, since they are of the same cases; the table has the paired drops.`,
  chartTitle: (corruption: string) => `AUROC under ${corruption}`,
  chartDescription: (process: string, parameter: string, strata: string) =>
    `${process}. The AUROC over severity (${parameter}) of ${strata}, with bands of confidence.`,
  axes: { x: "Severity", y: "AUROC" },
  dataCaption: (corruption: Part): Prose => say`AUROC under ${corruption}.`,

  table: {
    caption: (stratum: Part, level: Part): Prose =>
      say`${stratum}: what each corruption takes from each figure, with paired ${level} confidence interval, and how many decisions it turns.`,
    summary: (stratum: string) => `Drops of every figure in ${stratum}`,
    corruption: "Corruption",
    severity: "Severity",
    drop: (metric: string) => `Drop in ${metric}`,
    flips: "Decisions turned",
    flipsMeaning: "share of all cases; below: turned positive, turned negative",
    turned: (toPositive: Part, toNegative: Part): Prose => say`${toPositive} +, ${toNegative} −`,
    uncertainty: "Uncertainty rises",
    uncertaintyMeaning:
      "AUROC of the members’ predictive variance for corrupted against uncorrupted radiographs; 0.5: they notice nothing",
    greatestOnly: say`Each corruption at the greatest severity scored; results.json has the others, and the charts’ data their AUROC.`,
    notes: say`AUROC and average precision: bootstrap of the paired difference. Sensitivity and specificity: Tango’s interval of paired proportions, which has a width even where no decision turned.`,
  },
  curves: {
    caption: (level: Part): Prose =>
      say`Mean AUROC over severity (area under the curves above divided by their greatest severity), with ${level} confidence interval, and whether the AUROC never rises from one severity to the next.`,
    monotone: { true: "never rises", false: "rises somewhere" },
  },
  errors: {
    caption: say`Mean corruption error (Hendrycks and Dietterich 2019): the mean over corruptions of the mean error over their severities. Error is 1 − AUROC, or 1 − balanced accuracy at the threshold.`,
    measures: {
      auroc: "1 − AUROC",
      balancedAccuracy: "1 − balanced accuracy",
    } satisfies Record<CorruptionError["measure"], string>,
    error: "Error",
    clean: "Uncorrupted",
    absolute: "Under corruptions",
    baseline: "Baseline under them",
    relative: "Relative to it",
    relativeMeaning: "mean of the ratios, corruption by corruption; below 1 is better than the baseline",
    increase: "Increase relative to its",
    increaseMeaning: "the same for what corruptions add to the uncorrupted error",
    of: (found: Part, all: Part): Prose => say`${found} of ${all} corruptions`,
    against: (name: Part, source: Part): Prose => say`The baseline is ${name} (${source}).`,
    none: (reason: Part): Prose => say`Relative to nothing: ${reason}.`,
  },
  pictures: {
    title: "What the corruptions look like",
    case: (name: Part, view: Prose): Prose =>
      say`${name}${view}: the fracture that the model is surest of, contrast-normalised, each corruption at the greatest severity scored`,
    view: (view: Part): Prose => say`, ${view}`,
    clean: say`as it is`,
    level: (corruption: Part, severity: Part, value: Prose): Prose =>
      say`${corruption}, severity ${severity} (${value})`,
    alt: (what: string) => `Small radiograph: ${what}`,
  },

  notAsked: say`Not measured: no corruptions were asked for (--robustness), so nothing here says how the figures hold up against noise, blur, other exposure and the like.`,
  noModel: say`Not measured: the scores came from a table, and corrupted radiographs need the model and the images.`,
} as const;
