import type { Gap } from "../src/results/schema/analyses.js";
import type { Source } from "./source.js";

/** Places in results.strata of those that every section shows: the declared ones and merged. */
export function mainStrata(source: Source): number[] {
  return places(source, (kind) => kind === "declared" || kind === "merged");
}

/** Places of crossed cells and bands, which have a section of their own. */
export function groupStrata(source: Source): number[] {
  return places(source, (kind) => kind === "crossed" || kind === "band");
}

/** Places in results.gaps of a family; gaps of older results, which name none, are declared ones. */
export function gapsOf(source: Source, family: NonNullable<Gap["family"]>): number[] {
  return source.results.gaps.flatMap((gap, index) => ((gap.family ?? "declared") === family ? [index] : []));
}

function places(source: Source, shown: (kind: string) => boolean): number[] {
  return source.results.strata.flatMap(({ kind }, index) => (shown(kind) ? [index] : []));
}
