import { lowerIsBetter } from "../../src/results/schema/metric.js";
import type { Chart } from "../charts/chart.js";
import { type IntervalRow, intervalChart, intervalScale } from "../charts/intervalChart.js";
import type { Block, Section } from "../document.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import type { Prose } from "../prose.js";
import { nameOf, type Source } from "../source.js";
import { mergedColour } from "../stratumMarks.js";
import { gapReason, gapTable, pairsTable } from "../tables/gapTable.js";
import { markOf } from "../tables/stratumNames.js";
import type { Table } from "../tables/table.js";
import { words } from "../words.js";

const unknownStratum = { colour: "merged", paint: mergedColour, dash: [], shape: "circle" };

/** Every stratum against the reference, drawn as forest plots and tabled; and the merged figure taken apart. */
export function gapsSection(source: Source): Section {
  const { gaps, protocol } = source.results;
  const blocks: Block[] =
    gaps.length === 0
      ? [{ kind: "paragraph", text: words.gaps.none }]
      : [
          { kind: "charts", charts: forestPlots(source) },
          { kind: "table", table: gapTable(source) },
        ];
  const pairs = pairsTable(source);
  if (pairs !== undefined) {
    blocks.push({ kind: "paragraph", text: words.gaps.pairsLead }, { kind: "table", table: pairs });
  }
  return {
    id: "gaps",
    title: words.sections.gaps,
    lead:
      gaps.length === 0 ? [] : [words.gaps.lead(nameOf(protocol.reference, 60), lowerIsBetterProse(source))],
    blocks,
  };
}

function lowerIsBetterProse(source: Source): Prose {
  const there = [...lowerIsBetter].filter((metric) =>
    source.results.gaps.some((gap) => gap.metric === metric),
  );
  return there.length === 0 ? [] : words.gaps.lowerIsBetter(there.map(metricInSentence).join(", "));
}

function forestPlots(source: Source): Chart[] {
  const compared = source.results.gaps.filter(({ difference }) => difference !== null);
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
  return source.results.gaps
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
  const all = gapTable(source);
  return {
    ...all,
    id: `figure-gap-data-${chart}`,
    caption: [words.gaps.chartTitle(metricWords(metric).name)],
    rows: all.rows.filter((_, index) => source.results.gaps[index].metric === metric),
  };
}
