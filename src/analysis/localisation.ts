import type { Cohort } from "../cohort/cohort.js";
import type { Localisation } from "../results/schema/explanations.js";
import type { Metric } from "../results/schema/metric.js";
import { quantileInPlace } from "../statistics/index.js";
import { exactShare, proportionOf } from "./proportions.js";
import { patientNumbers } from "./scoredUnits.js";

/** How near the true fracture a heat map's peak counts as at it, mm. */
export const within = 15;

/** The heat map of one radiograph on which the fracture is marked. */
export interface Peak {
  /** Indices of the cohort's case and of its image. */
  readonly caseIndex: number;
  readonly image: number;
  /** From the true fracture, mm; null where the heat map has no peak. */
  readonly distance: number | null;
  /** Where in the heat map's frame the peak is, as fractions of its width and height; null likewise. */
  readonly relative: Point | null;
  /** How far from this radiograph's fracture a peak at that place of its own frame would be, mm. */
  distanceOf(relative: Point): number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** True positives of one stratum, or of all. */
export interface LocalisedSet {
  readonly stratum: string;
  readonly truePositives: readonly number[];
}

/**
 * The share of radiographs of true positives whose heat map has its peak within 15 mm of the true fracture,
 * for every set, over all views and view by view. A heat map without a peak counts as not within.
 * Radiographs of one patient (or case) resemble each other, which the intervals take into account.
 * @param peaks of the cases looked at
 */
export function localisation(
  cohort: Cohort,
  sets: readonly LocalisedSet[],
  peaks: readonly Peak[],
  unit: "patient" | "case",
  level: number,
): Localisation[] {
  const clusters = unit === "patient" ? patientNumbers(cohort) : cohort.cases.map((_, i) => i);
  const views = cohort.views.length > 1 ? [null, ...cohort.views] : [null];
  return sets.flatMap(({ stratum, truePositives }) => {
    const members = new Set(truePositives);
    return views.map((view): Localisation => {
      const own = peaks.filter(
        ({ caseIndex, image }) =>
          members.has(caseIndex) && (view === null || cohort.cases[caseIndex].images[image].view === view),
      );
      const distances = own.flatMap(({ distance }) => (distance === null ? [] : [distance]));
      return {
        stratum,
        view,
        truePositives: truePositives.length,
        cases: new Set(own.map(({ caseIndex }) => caseIndex)).size,
        images: own.length,
        withoutPeak: own.length - distances.length,
        medianDistance: distances.length === 0 ? null : quantileInPlace(Float64Array.from(distances), 0.5),
        shuffled: shuffledShare(cohort, own, clusters),
        share: shareWithin(
          own,
          own.map(({ caseIndex }) => clusters[caseIndex]),
          level,
        ),
      };
    });
  });
}

/**
 * The share that heat maps would reach without looking: each radiograph is given the peak of every other
 * patient's (or case's) of the same view, at the same place of the frame. Fractures of the wrist lie where
 * they mostly lie, so that this is far from 0. A missing peak is none for the others either.
 */
function shuffledShare(cohort: Cohort, peaks: readonly Peak[], clusters: ArrayLike<number>): number | null {
  const viewOf = ({ caseIndex, image }: Peak) => cohort.cases[caseIndex].images[image].view;
  let near = 0;
  let pairs = 0;
  for (const one of peaks)
    for (const other of peaks) {
      if (clusters[one.caseIndex] === clusters[other.caseIndex] || viewOf(one) !== viewOf(other)) continue;
      pairs++;
      if (other.relative !== null && one.distanceOf(other.relative) <= within) near++;
    }
  return pairs === 0 ? null : near / pairs;
}

function shareWithin(peaks: readonly Peak[], clusters: readonly number[], level: number): Metric {
  if (peaks.length === 0)
    return {
      value: null,
      status: "undefined",
      reason: "no true positive with a marked fracture",
      ci: null,
      exactCi: null,
    };
  const near = peaks.map(({ distance }): number => (distance !== null && distance <= within ? 1 : 0));
  const proportion = proportionOf(near, clusters, level);
  return exactShare(proportion, level);
}
