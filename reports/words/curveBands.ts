import { type Part, type Prose, say } from "../prose.js";

/** What the bands along the curves are. */
export const curveBandWords = {
  lead: (level: Part): Prose =>
    say`Light bands: ${level} bootstrap intervals, at each false positive rate (ROC) or recall on its own; a whole curve leaves its band more often than that.`,
  rocCaption: (stratum: Part, level: Part): Prose =>
    say`The band along the ROC of ${stratum}: ${level} bootstrap interval of sensitivity at each false positive rate.`,
  prCaption: (stratum: Part, level: Part): Prose =>
    say`The band along the precision–recall curve of ${stratum}: ${level} bootstrap interval of precision at each recall.`,
  thinned: (rows: string, points: string) =>
    rows === points
      ? `All ${points} points.`
      : `${rows} of ${points} points, evenly spaced, ends kept; all are in results.json.`,
  lower: "Lower bound",
  upper: "Upper bound",
  noBound: "none: a resample has no such point",
  pointsCaption: (level: Part): Prose =>
    say`Points on the chart, with exact ${level} intervals (Clopper–Pearson).`,
  elsewhere: (stratum: Part): Prose =>
    say`The curve of ${stratum} and its band stand as tables under the chart of all strata.`,
  point: "Point",
  model: "Model at its threshold",
};
