import type { Cohort } from "../src/cohort/cohort.js";

/** What a model, or a table, says of a cohort. */
export interface Scores {
  /** P(fracture) of each case, in the order of `cohort.cases`. */
  readonly cases: Float64Array;
  /** By view; NaN where a case has none of that view. Empty where the cohort names no views. */
  readonly views: ReadonlyMap<string, Float64Array>;
  /** Members of a deep ensemble, by case; empty where there are none. */
  readonly members: readonly Float64Array[];
}

/**
 * A view's probability is the mean over its images, a case's the mean over its views.
 * @param images probabilities in the order of the cohort's cases and their images
 */
export function scoresFromImages(cohort: Cohort, images: Float64Array): Scores {
  const cases = new Float64Array(cohort.cases.length);
  const views = new Map(
    cohort.views.map((view) => [view, new Float64Array(cohort.cases.length).fill(Number.NaN)]),
  );
  let at = 0;
  cohort.cases.forEach((one, c) => {
    const sums = new Map<string | null, { sum: number; count: number }>();
    for (const image of one.images) {
      const entry = sums.get(image.view) ?? { sum: 0, count: 0 };
      entry.sum += images[at++]!;
      entry.count++;
      sums.set(image.view, entry);
    }
    let total = 0;
    for (const [view, { sum, count }] of sums) {
      const mean = sum / count;
      total += mean;
      if (view !== null) views.get(view)![c] = mean;
    }
    cases[c] = total / sums.size;
  });
  return { cases, views, members: [] };
}
