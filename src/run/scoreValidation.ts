import type { Scores } from "../../runners/scores.js";
import { scoresOfSome } from "../../runners/scores.js";
import type { Validation } from "../analysis/operatingPoint.js";
import { type Cohort, withoutUnreadable } from "../cohort/cohort.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import { type Scored, type ScoreSource, score } from "./score.js";

export interface ScoredApart extends Scored {
  /** Cases that choose the operating point; null where none is to be chosen. */
  readonly validation: Validation | null;
}

/**
 * Scores those who are evaluated and those who choose the operating point in one go, with the same model, and
 * sets them apart again. Only the former are in the cohort, its flow and its figures.
 */
export async function scoreValidation(
  source: ScoreSource,
  cohort: Cohort,
  strata: ValidatedYaml<StrataFile>,
  options: Parameters<typeof score>[3],
): Promise<ScoredApart> {
  const { validation } = cohort;
  if (validation === undefined)
    return { ...(await score(source, cohort, strata, options)), validation: null };
  const views = [...cohort.cases, ...validation].flatMap((one) =>
    one.images.flatMap(({ view }) => view ?? []),
  );
  const scored = await score(
    source,
    {
      ...cohort,
      cases: [...cohort.cases, ...validation].sort((a, b) => (a.id < b.id ? -1 : 1)),
      views: [...new Set(views)].sort(),
    },
    strata,
    options,
  );
  const place = new Map(scored.cohort.cases.map((one, i) => [one.id, i]));
  const dropped = new Set(cohort.cases.flatMap(({ id }) => (place.has(id) ? [] : [id])));
  const reason = scored.cohort.flow.find(({ step }) => step === "unreadable")?.reason ?? "";
  const evaluated = withoutUnreadable(cohort, dropped, reason);
  const chosen = validation.filter(({ id }) => place.has(id));
  const of = (cases: readonly { id: string }[]): Scores =>
    scoresOfSome(
      scored.scores,
      cases.map(({ id }) => place.get(id)!),
    );
  return {
    ...scored,
    cohort: evaluated,
    scores: of(evaluated.cases),
    imageHashes: scored.imageHashes && evaluated.cases.map(({ id }) => scored.imageHashes![place.get(id)!]),
    validation: { cases: chosen, scores: of(chosen), unreadable: validation.length - chosen.length },
  };
}
