import { type Part, type Prose, say } from "../prose.js";

/** What the report says of degradation against the baseline's. */
export const comparedRobustnessWords = {
  caption:
    "What each corruption takes from the AUROC in both runs (uncorrupted − corrupted), and the difference: above 0 this run loses more",
  greatest: (count: Part): Prose =>
    say`The ${count} largest differences between what a corruption takes from this run’s AUROC and from the baseline’s (uncorrupted − corrupted; above 0: this run loses more)`,
  folded: "What every corruption takes from the AUROC in both runs",
  meaning: say`Paired case by case, on the same resamples with and without the corruption; what rules are judged on is wider, as above. The intervals are not adjusted for how many there are, so of many some lie above 0 by chance. results.json has average precision, sensitivity and specificity too.`,
  meaningOfEstimates: say`Differences of two estimates, without an interval: small ones may be chance, and no rule judges them. results.json has average precision, sensitivity and specificity too.`,
  error: (stratum: Part, ratio: Part): Prose =>
    say`${stratum}: mean corruption error (1 − AUROC) relative to the baseline run’s: ${ratio}; below 1 is better.`,
  corruption: "Corruption",
  severity: "Severity",
  baseline: "Drop in the baseline",
  candidate: "Drop in this run",
  difference: "Difference of drops",
  undefinedDrop: "undefined",
} as const;
