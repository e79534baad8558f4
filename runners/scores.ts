import type { Cohort } from "../src/cohort/cohort.js";
import type { FoundLandmarks, ImageScore } from "./imageModel.js";

/** What a model, or a table, says of a cohort. */
export interface Scores {
  /** P(fracture) of each case, in the order of `cohort.cases`. */
  readonly cases: Float64Array;
  /** By view; NaN where a case has none of that view. Empty where the cohort names no views. */
  readonly views: ReadonlyMap<string, Float64Array>;
  /** Members of a deep ensemble, by case; empty where there are none. */
  readonly members: readonly Float64Array[];
  /** Likewise with each member's logits divided by its temperature; absent where none are declared. */
  readonly temperedMembers?: readonly Float64Array[];
  /** Where a localizer found its points: case by case, in the order of its images. Absent without one. */
  readonly landmarks?: readonly (readonly FoundLandmarks[])[];
}

/**
 * Scores of cases from those of their images. Members have no views of their own there: each one's case
 * probability is kept.
 * @param images in the order of the cohort's cases and their images
 */
export function scoresFromImages(cohort: Cohort, images: readonly ImageScore[]): Scores {
  const byMember = (of: "members" | "temperedMembers") =>
    Array.from(
      { length: images[0]?.[of]?.length ?? 0 },
      (_, m) =>
        overViews(
          cohort,
          images.map((image) => image[of]![m]),
        ).cases,
    );
  const found = images.map((image) => image.landmarks);
  let at = 0;
  return {
    ...overViews(
      cohort,
      images.map((image) => image.probability),
    ),
    members: byMember("members"),
    ...(images[0]?.temperedMembers ? { temperedMembers: byMember("temperedMembers") } : {}),
    ...(found.length > 0 && found.every((landmarks) => landmarks !== undefined)
      ? {
          landmarks: cohort.cases.map((one) => {
            const own = found.slice(at, at + one.images.length) as FoundLandmarks[];
            at += one.images.length;
            return own;
          }),
        }
      : {}),
  };
}

/**
 * A view's probability is the mean over its images, a case's the mean over its views.
 * @param images probabilities in the order of the cohort's cases and their images
 */
function overViews(cohort: Cohort, images: readonly number[]): Pick<Scores, "cases" | "views"> {
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
  return { cases, views };
}

/**
 * The scores of some of the cases. A view that none of them has is left out.
 * @param indices places of the cases in the order wanted
 */
export function scoresOfSome(scores: Scores, indices: readonly number[]): Scores {
  const pick = (values: Float64Array) => Float64Array.from(indices, (i) => values[i]);
  const views = [...scores.views].map(([view, values]) => [view, pick(values)] as const);
  return {
    cases: pick(scores.cases),
    views: new Map(views.filter(([, values]) => values.some((p) => !Number.isNaN(p)))),
    members: scores.members.map(pick),
    ...(scores.temperedMembers ? { temperedMembers: scores.temperedMembers.map(pick) } : {}),
    ...(scores.landmarks ? { landmarks: indices.map((i) => scores.landmarks![i]) } : {}),
  };
}
