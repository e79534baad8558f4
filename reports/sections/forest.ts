import type { Chart } from "../charts/chart.js";
import { type ForestGroup, type ForestRow, forestChart } from "../charts/forestChart.js";
import { type IntervalScale, intervalScale } from "../charts/intervalChart.js";
import type { Block } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import type { Prose } from "../prose.js";
import { groupStrata, mainStrata } from "../shownStrata.js";
import { nameOf, type Source } from "../source.js";
import { countsCell } from "../tables/keyTable.js";
import { metricCell } from "../tables/metricCell.js";
import { indexOf, stratumCell } from "../tables/stratumNames.js";
import type { Table } from "../tables/table.js";
import { forestWords as text } from "../words/forest.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";
import { drawnMetrics, metricRows } from "./figures.js";

/** Rows that a chart still holds on a printed page. */
const mostRows = 18;

/** Strata under one heading, and what each is called there. */
interface Group {
  readonly heading: string;
  readonly strata: readonly number[];
  readonly called: readonly string[];
}

/** Every stratum against the reference, a forest plot for AUROC and each other primary metric. */
export function forestBlocks(source: Source): Block[] {
  const metrics = [...new Set(["auroc", ...drawnMetrics(source)])].filter((metric) =>
    metricRows(source, metric).some(({ value }) => value !== null),
  );
  const parts = split(groupsOf(source));
  const all = parts.flat().flatMap(({ strata }) => strata);
  const ranges = metrics.map((metric) => metricWords(metric).range);
  const scale = intervalScale(
    metrics.flatMap((metric) => metricRows(source, metric, all)),
    "metric",
    [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))],
  );
  const charts = metrics.flatMap((metric, place) =>
    parts.map((groups, part) =>
      chartOf(source, metric, groups, scale, `${place}-${part}`, partOf(part, parts.length)),
    ),
  );
  return charts.length === 0 ? [] : [{ kind: "charts", charts }];
}

/** What the plot shows; nothing where no stratum has a figure. */
export function forestLead(source: Source): Prose[] {
  if (forestBlocks(source).length === 0) return [];
  const { reference } = source.results.protocol;
  const lead = indexOf(source, reference) < 0 ? text.leadWithout : text.lead(nameOf(reference, 60));
  return (source.results.subgroups ?? []).length > 0 ? [lead, text.exploratory] : [lead];
}

function groupsOf(source: Source): Group[] {
  const { strata, subgroups = [] } = source.results;
  const main = mainStrata(source);
  const named = new Set(subgroups.flatMap((one) => one.strata));
  const others = groupStrata(source).filter((index) => !named.has(strata[index].name));
  return [
    { heading: text.declared, strata: main, called: main.map((index) => strata[index].name) },
    ...subgroups.map((one) => ({
      heading: text.groups(shown(stratificationWords.subgroups.by(one.by), 80)),
      strata: one.strata.map((name) => indexOf(source, name)),
      called: one.labels,
    })),
    { heading: text.others, strata: others, called: others.map((index) => strata[index].name) },
  ].filter((group) => group.strata.length > 0);
}

/** Groups on as many charts as their rows need; a group that is too long goes on under its heading. */
function split(groups: readonly Group[]): Group[][] {
  const parts: Group[][] = [];
  let room = 0;
  for (const { heading, strata, called } of groups)
    for (let from = 0; from < strata.length; ) {
      if (room < Math.min(strata.length - from, mostRows)) {
        parts.push([]);
        room = mostRows;
      }
      const to = Math.min(strata.length, from + room);
      parts[parts.length - 1].push({
        heading,
        strata: strata.slice(from, to),
        called: called.slice(from, to),
      });
      room -= to - from;
      from = to;
    }
  return parts;
}

function partOf(part: number, parts: number): string | undefined {
  return parts === 1 ? undefined : text.part(formatted(part + 1, "count"), formatted(parts, "count"));
}

function chartOf(
  source: Source,
  metric: string,
  groups: readonly Group[],
  scale: IntervalScale,
  id: string,
  part: string | undefined,
): Chart {
  const reference = indexOf(source, source.results.protocol.reference);
  const line = reference < 0 ? null : metricRows(source, metric, [reference])[0].value;
  const rows = ({ heading, strata, called }: Group): ForestGroup => ({
    heading,
    rows: metricRows(source, metric, strata, called).map((row, place): ForestRow => {
      const { positives, negatives } = source.results.strata[strata[place]];
      return { ...row, cases: `${formatted(positives, "count")} / ${formatted(negatives, "count")}` };
    }),
  });
  const { name } = metricWords(metric);
  return {
    id: `figure-forest-${id}`,
    title: text.title(name, part),
    description: text.description(metricInSentence(metric)),
    spec: forestChart(groups.map(rows), line, scale, text.cases),
    data: [tableOf(source, metric, groups, id)],
  };
}

function tableOf(source: Source, metric: string, groups: readonly Group[], id: string): Table {
  return {
    id: `figure-forest-data-${id}`,
    caption: [metricWords(metric).name],
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.cases, kind: "figure", meaning: words.columns.casesMeaning },
      { title: words.columns.estimate, kind: "figure" },
    ],
    rows: groups
      .flatMap(({ strata }) => strata)
      .map((index) => [
        { ...stratumCell(source, index), detail: undefined },
        countsCell(source, `/results/strata/${index}`),
        metricCell(source, `/results/strata/${index}/metrics/${metric}`),
      ]),
  };
}
