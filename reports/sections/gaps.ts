import { lowerIsBetter } from "../../src/results/schema/metric.js";
import type { Chart } from "../charts/chart.js";
import { type IntervalRow, intervalChart, intervalScale } from "../charts/intervalChart.js";
import type { Block, Section } from "../document.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import type { Prose } from "../prose.js";
import { gapsOf } from "../shownStrata.js";
import { nameOf, type Source } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import { gapReason, gapTable, gapTableOf } from "../tables/gapTable.js";
import { levelOf } from "../tables/keyTable.js";
import { markOf } from "../tables/stratumNames.js";
import type { Table } from "../tables/table.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";

/** Every declared stratum against the reference, drawn as forest plots and tabled; other comparisons folded. */
export function gapsSection(source: Source): Section {
  const { protocol } = source.results;
  const tested = gapsOf(source, "declared");
  const blocks: Block[] =
    tested.length === 0
      ? [{ kind: "paragraph", text: words.gaps.none }]
      : [
          { kind: "charts", charts: forestPlots(source) },
          { kind: "table", table: gapTable(source) },
        ];
  const others = gapsOf(source, "descriptive").filter(
    (index) => kindOf(source, source.results.gaps[index].stratum) === "declared",
  );
  if (others.length > 0) {
    const { descriptiveCaption, descriptiveSummary, limits } = stratificationWords.gaps;
    const table = gapTableOf(source, "other-gaps", descriptiveCaption(levelOf(source)), others);
    blocks.push({ kind: "table", table, folded: descriptiveSummary }, { kind: "paragraph", text: limits });
  }
  return {
    id: "gaps",
    title: words.sections.gaps,
    lead:
      tested.length === 0
        ? []
        : [words.gaps.lead(nameOf(protocol.reference, 60), lowerIsBetterProse(source))],
    blocks,
  };
}

function kindOf(source: Source, name: string) {
  return source.results.strata.find((stratum) => stratum.name === name)?.kind;
}

function lowerIsBetterProse(source: Source): Prose {
  const there = [...lowerIsBetter].filter((metric) =>
    testedGaps(source).some((gap) => gap.metric === metric),
  );
  return there.length === 0 ? [] : words.gaps.lowerIsBetter(there.map(metricInSentence).join(", "));
}

function testedGaps(source: Source) {
  return gapsOf(source, "declared").map((index) => source.results.gaps[index]);
}

function forestPlots(source: Source): Chart[] {
  const compared = testedGaps(source).filter(({ difference }) => difference !== null);
  const metrics = [...new Set(compared.map(({ metric }) => metric))];
  const rows = metrics.map((metric) => forestRows(source, metric));
  const scale = intervalScale(rows.flat(), "difference", [-2, 2]);
  return metrics.map((metric, index) => {
    const { name } = metricWords(metric);
    return {
      id: `figure-gap-${index}`,
      title: words.gaps.chartTitle(name),
      description: words.gaps.chartDescription(metricInSentence(metric)),
      spec: intervalChart(rows[index], scale),
      data: [forestTable(source, metric, index)],
    };
  });
}

function forestRows(source: Source, metric: string): IntervalRow[] {
  return testedGaps(source)
    .filter((gap) => gap.metric === metric)
    .map((gap) => ({
      name: gap.stratum,
      mark: markOf(source, gap.stratum) ?? unknownStratum,
      value: gap.difference,
      lower: gap.ci?.lower ?? null,
      upper: gap.ci?.upper ?? null,
      reason: gapReason(gap),
    }));
}

/** The gap table's rows of one metric. */
function forestTable(source: Source, metric: string, chart: number): Table {
  const gaps = gapsOf(source, "declared").filter((index) => source.results.gaps[index].metric === metric);
  const caption = [words.gaps.chartTitle(metricWords(metric).name)];
  return gapTableOf(source, `figure-gap-data-${chart}`, caption, gaps);
}
