import { histogramChart } from "../charts/histogramChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { figureAt, type Source } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import { independenceTable } from "../tables/independenceTable.js";
import { agesTable, makeUpTable } from "../tables/makeUpTables.js";
import { missingTable } from "../tables/missingTable.js";
import { markOf } from "../tables/stratumNames.js";
import { cohortWords } from "../words/cohort.js";

/** What is told of the cohort beyond its flow; less in results that have less. */
export function cohortParts(source: Source): Section[] {
  const { missingResults, cohort } = source.results;
  return [
    ...(missingResults === undefined ? [] : [missingSection(source)]),
    ...(cohort.byStratum === undefined ? [] : [makeUpSection(source)]),
    ...(cohort.independence === undefined
      ? []
      : [
          {
            ...{ id: "independence", title: cohortWords.independence.title, lead: [] },
            blocks: [{ kind: "table" as const, table: independenceTable(source) }],
          },
        ]),
  ];
}

function missingSection(source: Source): Section {
  const { missing } = cohortWords;
  const { cases } = source.results.missingResults!;
  const head = { id: "missing-results", title: missing.title };
  if (cases === 0) return { ...head, lead: [missing.none], blocks: [] };
  const figure = (key: string) => figureAt(source, `/results/missingResults/${key}`, "count");
  return {
    ...head,
    lead: [missing.lead(figure("cases"), figure("positives"), figure("negatives"), cases === 1)],
    blocks: [{ kind: "table", table: missingTable(source) }],
  };
}

function makeUpSection(source: Source): Section {
  const { makeUp } = cohortWords;
  const blocks: Block[] = [{ kind: "table", table: makeUpTable(source) }];
  const { ageHistogram } = source.results.cohort;
  if (ageHistogram !== undefined) {
    const panels = ageHistogram.strata.map(({ stratum, counts }) => {
      const known = counts.reduce((sum, count) => sum + count, 0);
      return {
        name: shown(stratum, 40),
        mark: markOf(source, stratum) ?? unknownStratum,
        shares: counts.map((count) => (known === 0 ? 0 : count / known)),
      };
    });
    blocks.push({
      kind: "charts",
      charts: [
        {
          id: "figure-ages",
          title: makeUp.chartTitle,
          description: makeUp.chartDescription(panels.map(({ name }) => name).join(", ")),
          spec: histogramChart(panels, ageHistogram.edges, makeUp.axis),
          data: [agesTable(source)],
        },
      ],
    });
  }
  return { id: "make-up", title: makeUp.title, lead: [makeUp.lead], blocks };
}
