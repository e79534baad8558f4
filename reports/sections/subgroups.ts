import type { SubgroupsResult } from "../../src/results/schema/stratification.js";
import type { Chart } from "../charts/chart.js";
import { intervalChart, intervalScale } from "../charts/intervalChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import { joined, type Prose, say } from "../prose.js";
import { gapsOf, groupStrata } from "../shownStrata.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { gapTableOf } from "../tables/gapTable.js";
import { keyMetrics, levelOf, otherMetrics, stratumTable } from "../tables/keyTable.js";
import { indexOf, stratumCell } from "../tables/stratumNames.js";
import { type Table, wordsOr } from "../tables/table.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";
import { drawnMetrics, metricRows, metricTable } from "./figures.js";

const text = stratificationWords.subgroups;

/** Crossed cells and bands with their figures and differences; undefined where there are none. */
export function subgroupsSection(source: Source): Section | undefined {
  const groups = groupStrata(source);
  if (groups.length === 0) return undefined;
  const blocks: Block[] = (source.results.subgroups ?? []).flatMap((one, index) =>
    blocksOf(source, one, index),
  );
  const level = levelOf(source);
  const table = (id: string, caption: Prose, gaps: readonly number[], folded: string): Block[] =>
    gaps.length === 0 ? [] : [{ kind: "table", table: gapTableOf(source, id, caption, gaps), folded }];
  const names = new Set(groups.map((index) => source.results.strata[index].name));
  const others = gapsOf(source, "descriptive").filter((index) =>
    names.has(source.results.gaps[index].stratum),
  );
  blocks.push(
    ...table(
      "group-gaps",
      text.exploratoryCaption(level),
      gapsOf(source, "exploratory"),
      text.exploratorySummary,
    ),
    ...table(
      "other-group-gaps",
      stratificationWords.gaps.descriptiveCaption(level),
      others,
      text.descriptiveSummary,
    ),
    {
      kind: "table",
      table: stratumTable(
        source,
        "other-group-figures",
        text.otherCaption(level),
        otherMetrics(source),
        false,
        "ci",
        groups,
      ),
      folded: text.otherSummary,
    },
    { kind: "table", table: selectionTable(source, groups), folded: text.selectedSummary },
    { kind: "paragraph", text: text.limits },
  );
  return { id: "subgroups", title: text.title, lead: [text.lead], blocks };
}

/** One crossing or banded variable: who is in it, its figures drawn beside the reference's, and tabled. */
function blocksOf(
  source: Source,
  { by, kind, strata, labels, blank, outside, empty }: SubgroupsResult,
  index: number,
) {
  const places = strata.map((name) => indexOf(source, name));
  const pointer = `/results/subgroups/${index}`;
  const name = shown(text.by(by), 80);
  const left: Prose = [
    ...(blank > 0 ? text.blank(figureAt(source, `${pointer}/blank`, "count")) : []),
    ...(outside > 0 ? text.outside(figureAt(source, `${pointer}/outside`, "count")) : []),
    ...(empty.length > 0
      ? text.empty(
          joined(
            empty.map((_, i): Prose => [textAt(source, `${pointer}/empty/${i}`)]),
            "; ",
          ),
        )
      : []),
    ...(kind === "band" ? text.bands : []),
  ];
  const reference = indexOf(source, source.results.protocol.reference);
  const before = reference < 0 ? [] : [reference];
  const rows = {
    strata: [...before, ...places],
    called: [...before.map((place) => source.results.strata[place].name), ...labels],
  };
  const blocks: Block[] = [
    { kind: "paragraph", text: say`${text.head(name, formatted(places.length, "count"))}${left}` },
    { kind: "charts", charts: chartsOf(source, rows, name, index) },
    {
      kind: "table",
      table: stratumTable(
        source,
        `group-figures-${index}`,
        text.caption(nameOf(name, 80), levelOf(source)),
        keyMetrics(source),
        true,
        "ci",
        places,
      ),
    },
  ];
  return blocks;
}

/** Rows of the charts: strata, and what each is called there. */
interface Rows {
  readonly strata: readonly number[];
  readonly called: readonly string[];
}

function chartsOf(source: Source, { strata, called }: Rows, by: string, index: number): Chart[] {
  const metrics = drawnMetrics(source).filter((metric) =>
    metricRows(source, metric, strata).some(({ value }) => value !== null),
  );
  const ranges = metrics.map((metric) => metricWords(metric).range);
  const rows = metrics.map((metric) => metricRows(source, metric, strata, called));
  const scale = intervalScale(rows.flat(), "metric", [
    Math.min(...ranges.map(([low]) => low)),
    Math.max(...ranges.map(([, high]) => high)),
  ]);
  return metrics.map((metric, place) => ({
    id: `figure-group-${index}-${place}`,
    title: text.chartTitle(metricWords(metric).name, by),
    description: words.keyTable.chartDescription(metricInSentence(metric)),
    spec: intervalChart(rows[place], scale),
    data: [metricTable(source, metric, `group-${index}-${place}`, strata)],
  }));
}

function selectionTable(source: Source, groups: readonly number[]): Table {
  return {
    id: "groups-selected",
    caption: text.selectedCaption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.selected, kind: "words" },
    ],
    rows: groups.map((index) => [
      stratumCell(source, index),
      wordsOr(
        source.results.strata[index].where === undefined
          ? undefined
          : [textAt(source, `/results/strata/${index}/where`, true)],
        words.noPredicate,
      ),
    ]),
  };
}
