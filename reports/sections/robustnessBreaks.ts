import { formatted } from "../format/number.js";
import { joined, type Prose } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { robustnessWords as words } from "../words/robustness.js";

/** Corruptions named in one sentence; the tables have the rest. */
const named = 8;

/** From which severity on each corruption takes AUROC beyond chance, the largest drops first. */
export function breaks(source: Source, s: number): Prose {
  const { corruptions, clean } = source.results.robustness!.strata[s];
  const scored = corruptions.filter(({ levels }) => levels.length > 0);
  if (clean.auroc.value === null || scored.length === 0) return [];
  const all = formatted(scored.length, "count");
  const found = corruptions
    .flatMap(({ corruption, levels }, c) => {
      const beyond = levels.flatMap(({ drops: { auroc } }, k) =>
        auroc.value !== null && auroc.ci !== null && auroc.ci.lower > 0 ? [{ k, drop: auroc.value }] : [],
      );
      if (beyond.length === 0) return [];
      const largest = beyond.reduce((most, one) => (one.drop > most.drop ? one : most));
      return [{ corruption, c, from: beyond[0].k, largest: largest.k, drop: largest.drop }];
    })
    .sort((a, b) => b.drop - a.drop);
  if (found.length === 0) return words.breaksNowhere(all);
  const list = found.slice(0, named).map(({ corruption, c, from, largest }) => {
    const at = `/results/robustness/strata/${s}/corruptions/${c}/levels`;
    return words.breaksFrom(
      nameOf(corruption, 60),
      figureAt(source, `${at}/${from}/severity`, "count"),
      figureAt(source, `${at}/${largest}/drops/auroc/value`, "metric"),
    );
  });
  const more = found.length > named ? formatted(found.length - named, "count") : undefined;
  return words.breaks(formatted(found.length, "count"), all, joined(list, ", "), more);
}
