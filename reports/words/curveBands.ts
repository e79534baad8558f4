import { type Part, type Prose, say } from "../prose.js";

/** What the bands along the curves are. */
export const curveBandWords = {
  lead: (level: Part): Prose =>
    say`Light bands: ${level} bootstrap intervals, at each false positive rate (ROC) or recall on its own; a whole curve leaves its band more often than that.`,
};
