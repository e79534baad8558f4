import { metricNames } from "../../src/results/schema/metric.js";
import type { Section } from "../document.js";
import { metricWords } from "../metricWords.js";
import { figureAt, type Source, textAt } from "../source.js";
import { keyMetrics, levelOf } from "../tables/keyTable.js";
import { explanationWords } from "../words/explanations.js";
import { robustnessWords } from "../words/robustness.js";
import { words } from "../words.js";

/** What the analysis wants its reader to know. */
export function warningsSection(source: Source): Section {
  const items = source.results.warnings.map((_, index) => [textAt(source, `/results/warnings/${index}`)]);
  return {
    id: "warnings",
    title: words.sections.warnings,
    lead: items.length === 0 ? [words.warnings.none] : [],
    blocks: items.length === 0 ? [] : [{ kind: "list", items }],
  };
}

/** Analyses that a fuller evaluation has, each with why it is not here. */
export function notShownSection(source: Source): Section {
  const { results } = source;
  const { notShown } = words;
  const state = (there: boolean, why: string) => [there ? notShown.inResultsOnly : why];
  return {
    id: "not-shown",
    title: words.sections.notShown,
    lead: [notShown.lead],
    blocks: [
      {
        kind: "terms",
        terms: [
          ...(results.strata.some((stratum) => stratum.calibration?.bins)
            ? []
            : [{ term: [notShown.calibration], meaning: [notShown.notComputed] }]),
          ...(results.confounders.length > 0
            ? []
            : [{ term: [notShown.confounders], meaning: [confoundersWhy(source)] }]),
          ...(results.ood ? [] : [{ term: [notShown.ood], meaning: [notShown.notDeclared] }]),
          ...(results.readers.length > 0
            ? []
            : [{ term: [notShown.readers], meaning: [notShown.notDeclared] }]),
          { term: [notShown.comparison], meaning: state(results.comparison !== null, notShown.noBaseline) },
          ...(results.explanations
            ? []
            : [
                {
                  term: [explanationWords.notShown],
                  meaning: [
                    results.model.format === "predictions"
                      ? explanationWords.noModel
                      : explanationWords.notAsked,
                  ],
                },
              ]),
          ...(results.robustness
            ? []
            : [
                {
                  term: [notShown.robustness],
                  meaning: [
                    results.model.format === "predictions"
                      ? robustnessWords.noModel
                      : robustnessWords.notAsked,
                  ],
                },
              ]),
        ],
      },
    ],
  };
}

function confoundersWhy(source: Source): string {
  return source.results.protocol.confounders.length > 0
    ? words.notShown.notComputed
    : words.notShown.notDeclared;
}

/** What each figure means, its unit, its rounding, and what the report does not claim. */
export function readingSection(source: Source): Section {
  const { bootstrap } = source.results.protocol;
  const metrics = [
    ...keyMetrics(source),
    ...metricNames.filter((metric) => !keyMetrics(source).includes(metric)),
  ];
  return {
    id: "reading",
    title: words.sections.reading,
    lead: [],
    blocks: [
      {
        kind: "list",
        items: words.reading.points({
          level: levelOf(source),
          iterations: figureAt(source, "/results/protocol/bootstrap/iterations", "count"),
          seed: figureAt(source, "/results/protocol/bootstrap/seed", "integer"),
          unit: words.keyTable.units[bootstrap.unit],
        }),
      },
      {
        kind: "terms",
        terms: metrics.map((metric) => ({
          term: [metricWords(metric).name],
          meaning: [metricWords(metric).meaning],
        })),
      },
    ],
  };
}
