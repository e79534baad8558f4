import { type Part, type Prose, say } from "../prose.js";

/** The forest plot of every stratum. */
export const forestWords = {
  lead: (reference: Part): Prose =>
    say`Every stratum on one scale. The grey upright in every row is the reference, ${reference}: a stratum whose interval lies left of it does worse. Overlapping intervals don’t show that two strata are alike; the differences further below have tests of their own.`,
  leadWithout: say`Every stratum on one scale. Overlapping intervals don’t show that two strata are alike.`,
  exploratory: say`Crossed cells and bands are exploratory: among many some look bad by chance.`,
  declared: "Declared strata",
  groups: (by: string) => `Exploratory: ${by}`,
  others: "Exploratory",
  cases: "n⁺ / n⁻",
  title: (metric: string, part: string | undefined) =>
    part === undefined ? `${metric} of every stratum` : `${metric} of every stratum (${part})`,
  part: (which: string, of: string) => `${which} of ${of}`,
  description: (metric: string) =>
    `Forest plot. One row a stratum, declared ones first, then crossed cells and bands by their variables: a marker at its ${metric}, a line over its confidence interval, its numbers of cases with and without a fracture. A grey upright in each row marks the reference’s ${metric}.`,
};
