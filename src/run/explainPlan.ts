import type { Scores } from "../../runners/scores.js";
import { type ChosenCases, truePositives } from "../analysis/explainedCases.js";
import type { LocalisedSet } from "../analysis/localisation.js";
import type { Cohort } from "../cohort/cohort.js";
import { RandomStream } from "../statistics/index.js";
import type { DrawnPicture } from "./drawPicture.js";
import type { ExplainOptions } from "./explain.js";

/** True positives a stratum that occlusion, with hundreds of scores a radiograph, is tried on. */
const occlusionCases = 20;
/** Bytes of pictures that results.json and so the report hold: with the rest it stays below 2 MB. */
const embeddedBytes = 1_100_000;

/** The true positives of every stratum and of their union. */
export function localisedSets(
  cohort: Cohort,
  scores: Scores,
  thresholds: ExplainOptions["thresholds"],
): LocalisedSet[] {
  return thresholds.map(({ name, threshold }, s) => ({
    stratum: name,
    truePositives: truePositives(
      cohort,
      scores.cases,
      (i) => s >= cohort.strata.length || cohort.cases[i].member[s],
      threshold,
    ),
  }));
}

/** The true positives whose heat maps are made: all with a marked fracture, or a few of each stratum by lot. */
export function triedCases(
  cohort: Cohort,
  sets: readonly LocalisedSet[],
  few: boolean,
  seed: number,
): ReadonlySet<number> {
  const marked = (i: number) => cohort.cases[i].images.some((image) => image.fracture);
  return new Set(
    sets.slice(0, cohort.strata.length).flatMap(({ stratum, truePositives }) => {
      const own = truePositives.filter(marked);
      if (!few || own.length <= occlusionCases) return own;
      const random = new RandomStream(seed, `explain:${stratum}`);
      return own
        .map((index) => ({ index, lot: random.uniform() }))
        .sort((a, b) => a.lot - b.lot || a.index - b.index)
        .slice(0, occlusionCases)
        .map(({ index }) => index);
    }),
  );
}

/** Which pictures results.json holds: turn by turn over strata and kinds, while there is room. */
export function embedded(
  chosen: readonly ChosenCases[],
  cohort: Cohort,
  drawn: ReadonlyMap<string, DrawnPicture>,
): ReadonlySet<string> {
  const lists = chosen.flatMap(({ mostWrong, mostRight }) => [mostWrong, mostRight]);
  const taken = new Set<string>();
  let room = embeddedBytes;
  for (let rank = 0; lists.some((list) => rank < list.length); rank++)
    for (const list of lists) {
      if (rank >= list.length) continue;
      const keys = cohort.cases[list[rank]].images
        .map((_, i) => `${list[rank]} ${i}`)
        .filter((key) => !taken.has(key));
      const size = keys.reduce((sum, key) => sum + drawn.get(key)!.small.length, 0);
      if (size > room) return taken;
      room -= size;
      for (const key of keys) taken.add(key);
    }
  return taken;
}
