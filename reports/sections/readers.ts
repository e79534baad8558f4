import type { ReaderResult } from "../../src/results/schema/analyses.js";
import type { Metric } from "../../src/results/schema/metric.js";
import { agreementChart, type Rater } from "../charts/agreementChart.js";
import type { Chart } from "../charts/chart.js";
import { curveChart } from "../charts/curveChart.js";
import { type ReaderPoint, readerMark } from "../charts/readerPoints.js";
import type { Block, LegendEntry, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { metricInSentence } from "../metricWords.js";
import { joined, type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { intervalProse } from "../tables/metricCell.js";
import {
  comparisonTable,
  furtherReaderTable,
  kappaTable,
  pointsTable,
  readerTable,
} from "../tables/readerTable.js";
import { indexOf } from "../tables/stratumNames.js";
import { readerWords } from "../words/readers.js";
import { prCurve, prStyle, rocCurve, rocStyle } from "./curves.js";

/** Human readers beside the model; no section where none is declared. */
export function readersSection(source: Source): Section | undefined {
  const { readers, agreement } = source.results;
  if (readers.length === 0) return undefined;
  const circular = [...new Set(readers.flatMap((one) => (one.inReferenceStandard ? [one.name] : [])))];
  const strata = [...new Set(readers.map((reader) => reader.stratum))];
  const charts = strata.flatMap((stratum) => pointCharts(source, stratum));
  const maps = strata.flatMap((stratum) => kappaChart(source, stratum) ?? []);
  return {
    id: "readers",
    title: readerWords.title,
    lead: [readerWords.lead],
    blocks: [
      ...meaning(source),
      ...(circular.length === 0 ? [] : [paragraph(readerWords.circular(names(circular)))]),
      ...charts,
      { kind: "table", table: readerTable(source) },
      { kind: "table", table: furtherReaderTable(source), folded: readerWords.furtherSummary },
      ...comparisons(source),
      ...(agreement.length === 0 ? [] : [paragraph(readerWords.kappaLead)]),
      ...(maps.length === 0 ? [] : [{ kind: "charts" as const, charts: maps }]),
      { kind: "list", items: readerWords.limits },
    ],
  };
}

const paragraph = (text: Prose): Block => ({ kind: "paragraph", text });

const names = (list: readonly string[]): Prose =>
  joined(
    list.map((name) => [nameOf(name, 60)]),
    ", ",
  );

function comparisons(source: Source): Block[] {
  const { readerComparison = [] } = source.results;
  return readerComparison.length === 0
    ? []
    : [{ kind: "table", table: comparisonTable(source, readerComparison) }];
}

/** What the paired tests show, in words. */
function meaning(source: Source): Block[] {
  const { readerComparison = [], protocol } = source.results;
  if (readerComparison.every((one) => one.pAdjusted === null)) return [];
  const alpha = 1 - protocol.bootstrap.level;
  const items = readerComparison.flatMap((one, index) => {
    if (one.pAdjusted === null || one.pAdjusted >= alpha || one.difference === null) return [];
    const pointer = `/results/readerComparison/${index}`;
    return [
      readerWords.shownDifference({
        stratum: nameOf(one.stratum, 60),
        reader: nameOf(one.reader, 60),
        metric: metricInSentence(one.metric),
        direction: one.difference < 0 ? "lower" : "higher",
        difference: figureAt(source, `${pointer}/difference`, "difference"),
        interval: one.ci ? intervalProse(source, `${pointer}/ci`, one.ci, "difference") : undefined,
        p: figureAt(source, `${pointer}/pAdjusted`, "p"),
        circular: one.inReferenceStandard,
      }),
    ];
  });
  if (items.length === 0) return [paragraph(readerWords.nothingShown)];
  return [paragraph(readerWords.shownLead(String(Number(alpha.toFixed(6))))), { kind: "list", items }];
}

/** The model's curves of one stratum with the readers' points; none where nobody read, or there is no curve. */
function pointCharts(source: Source, stratum: string): Block[] {
  const index = indexOf(source, stratum);
  const curves = source.results.strata[index];
  const readers = source.results.readers.filter((one) => one.stratum === stratum);
  if (curves === undefined || curves.roc.length === 0 || curves.pr.length === 0) return [];
  const points = (place: (reader: ReaderResult) => readonly (number | null)[]): ReaderPoint[] =>
    readers.flatMap((reader, r) => {
      const [x, y] = place(reader);
      return x === null || y === null ? [] : [{ mark: readerMark(r, reader.inReferenceStandard), x, y }];
    });
  const roc = points(({ metrics }) => {
    const specificity = estimateOf(metrics["specificity"]);
    return [specificity === null ? null : 1 - specificity, estimateOf(metrics["sensitivity"])];
  });
  const pr = points(({ metrics }) => [estimateOf(metrics["sensitivity"]), estimateOf(metrics["precision"])]);
  if (roc.length === 0) return [];
  const name = shown(stratum, 40);
  const charts: Chart[] = [
    {
      id: `figure-readers-roc-${index}`,
      title: readerWords.rocTitle(name),
      description: readerWords.rocDescription(name),
      spec: curveChart([rocCurve(source, index)], rocStyle, roc),
      data: [pointsTable(source, stratum, `readers-roc-data-${index}`, ["sensitivity", "specificity"])],
    },
    {
      id: `figure-readers-pr-${index}`,
      title: readerWords.prTitle(name),
      description: readerWords.prDescription(name),
      spec: curveChart([prCurve(source, index)], prStyle, pr),
      data: [pointsTable(source, stratum, `readers-pr-data-${index}`, ["sensitivity", "precision"])],
    },
  ];
  const model: LegendEntry = {
    mark: source.marks[index],
    name: readerWords.modelCurve(nameOf(stratum, 60)),
  };
  const legend = readers.flatMap((reader, r) => (reader.cases === 0 ? [] : [legendEntry(reader, r)]));
  return [{ kind: "charts", legend: [model, ...legend], charts }];
}

const estimateOf = (metric: Metric | undefined): number | null => metric?.value ?? null;

function legendEntry(reader: ReaderResult, place: number): LegendEntry {
  return {
    mark: readerMark(place, reader.inReferenceStandard),
    name: say`${nameOf(reader.name, 60)}${reader.inReferenceStandard ? ` ${readerWords.sign}` : ""}`,
  };
}

/** The stratum's heat map; undefined where nobody read it. */
function kappaChart(source: Source, stratum: string): Chart | undefined {
  const pairs = source.results.agreement.filter((one) => one.stratum === stratum);
  const readers = source.results.readers.filter((one) => one.stratum === stratum);
  const read = readers.map((one, r) => ({ ...one, number: String(r + 1) })).filter((one) => one.cases !== 0);
  if (pairs.length === 0 || read.length === 0) return undefined;
  const index = indexOf(source, stratum);
  const keys = [...read.map((one) => one.name), "model", "truth"];
  const raters: Rater[] = [
    ...read.map((one) => ({
      name: `${one.number} ${shown(one.name, 40)}${one.inReferenceStandard ? ` ${readerWords.sign}` : ""}`,
      short: one.number,
    })),
    { name: readerWords.model, short: readerWords.model },
    { name: readerWords.truth, short: readerWords.truth },
  ];
  const cells = pairs.flatMap(({ a, b, kappa }) => {
    const [row, column] = [keys.indexOf(a), keys.indexOf(b)];
    return row < 0 || column < 0 ? [] : [{ row, column, kappa: kappa.value }];
  });
  const name = shown(stratum, 40);
  return {
    id: `figure-kappa-${index}`,
    title: readerWords.kappaTitle(name),
    description: readerWords.kappaDescription(name),
    spec: agreementChart(raters, cells),
    data: [kappaTable(source, stratum, `kappa-data-${index}`)],
  };
}
