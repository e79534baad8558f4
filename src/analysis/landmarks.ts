import type { CohortCase } from "../cohort/cohort.js";
import type { LandmarkQuality } from "../results/schema/analyses.js";
import type { Metric } from "../results/schema/metric.js";
import { quantilesInPlace } from "../statistics/index.js";
import type { AnalysisInput } from "./analyse.js";
import { exactShare, proportionOf } from "./proportions.js";
import { patientNumbers } from "./scoredUnits.js";

/** Distances at which recall is reported, mm: the paper's 3, 4 and 5, and nearer ones. */
export const recallDistances = [1, 1.5, 2, 3, 4, 5] as const;

/** One true point and how far from it the predicted one lies. */
interface Found {
  /** Which of the image's points, from 0. */
  readonly point: number;
  readonly millimetres: number;
  /** Patient or case. */
  readonly cluster: number;
}

/**
 * How far a localizer's points lie from the true ones, for every stratum, their union, and view: distance
 * in mm point by point (not the mean over an image's three, which would hide the one that is off), and
 * recall, the share of points within a distance.
 */
export function landmarkQuality(input: AnalysisInput): LandmarkQuality[] {
  const { cohort, unit, resampling } = input;
  const clusters = unit === "patient" ? patientNumbers(cohort) : cohort.cases.map((_, i) => i);
  const views = cohort.views.length > 0 ? cohort.views : [null];
  const sets = [
    ...cohort.strata.map((name, s) => ({ name, has: (one: CohortCase) => one.member[s] })),
    { name: "merged", has: () => true },
  ];
  return sets.flatMap(({ name, has }) =>
    views.map((view) => {
      const images = cohort.cases.flatMap((one, c) =>
        has(one)
          ? one.images.flatMap((image, i) =>
              view === null || image.view === view ? [imageErrors(input, c, i, clusters[c])] : [],
            )
          : [],
      );
      return {
        stratum: name,
        view,
        images: images.filter((found) => found.length > 0).length,
        ...summary(images.flat(), resampling.level),
      };
    }),
  );
}

function imageErrors({ cohort, scores }: AnalysisInput, c: number, i: number, cluster: number): Found[] {
  const { points, width, height, spacing } = scores.landmarks![c][i];
  return (cohort.cases[c].images[i].landmarks ?? []).flatMap((truth, point) => {
    if (truth === null) return [];
    // Fractions count from the edge of the first pixel, the manifest from its centre.
    const [x, y] = points[point];
    const across = (x * width - 0.5 - truth[0]) * spacing.column;
    const down = (y * height - 0.5 - truth[1]) * spacing.row;
    return [{ point, millimetres: Math.hypot(across, down), cluster }];
  });
}

function summary(found: readonly Found[], level: number) {
  const distances = (list: readonly Found[]) => Float64Array.from(list, (one) => one.millimetres);
  const all = distances(found);
  const [median, percentile95, maximum] = all.length > 0 ? quantilesInPlace(all, [0.5, 0.95, 1]) : [];
  return {
    points: found.length,
    error: found.length === 0 ? null : { mean: mean(all), median, percentile95, maximum },
    byPoint: [0, 1, 2].map((point) => {
      const own = distances(found.filter((one) => one.point === point));
      return {
        points: own.length,
        mean: own.length === 0 ? null : mean(own),
        median: own.length === 0 ? null : quantilesInPlace(own, [0.5])[0],
      };
    }),
    recall: recallDistances.map((within) => ({ within, metric: recall(found, within, level) })),
  };
}

const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

function recall(found: readonly Found[], within: number, level: number): Metric {
  if (found.length === 0)
    return { value: null, status: "undefined", reason: "no true points", ci: null, exactCi: null };
  const proportion = proportionOf(
    found.map((one) => (one.millimetres <= within ? 1 : 0)),
    found.map((one) => one.cluster),
    level,
  );
  return exactShare(proportion, level);
}
