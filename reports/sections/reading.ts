import { metricNames } from "../../src/results/schema/metric.js";
import type { Section } from "../document.js";
import { metricWords } from "../metricWords.js";
import { figureAt, type Source } from "../source.js";
import { keyMetrics, levelOf } from "../tables/keyTable.js";
import { words } from "../words.js";

/** What each figure means, its unit, its rounding, and what the report does not claim. */
export function readingPart(source: Source): Section {
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
