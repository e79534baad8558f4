import { agreementChart, type Rater } from "../charts/agreementChart.js";
import type { Chart } from "../charts/chart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { metricInSentence } from "../metricWords.js";
import { joined, type Prose } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { intervalProse } from "../tables/metricCell.js";
import { comparisonTable, furtherReaderTable, kappaTable, readerTable } from "../tables/readerTable.js";
import { indexOf } from "../tables/stratumNames.js";
import { readerWords } from "../words/readers.js";
import { curveReaders } from "./curveReaders.js";

/** Human readers beside the model; no section where none is declared. */
export function readersSection(source: Source): Section | undefined {
  const { readers, agreement } = source.results;
  if (readers.length === 0) return undefined;
  const circular = [...new Set(readers.flatMap((one) => (one.inReferenceStandard ? [one.name] : [])))];
  const strata = [...new Set(readers.map((reader) => reader.stratum))];
  const maps = strata.flatMap((stratum) => kappaChart(source, stratum) ?? []);
  return {
    id: "readers",
    title: readerWords.title,
    lead: [readerWords.lead, ...(drawnOnCurves(source) ? [onCurves] : [])],
    blocks: [
      ...meaning(source),
      ...(circular.length === 0 ? [] : [paragraph(readerWords.circular(names(circular)))]),
      { kind: "table", table: readerTable(source) },
      { kind: "table", table: furtherReaderTable(source), folded: readerWords.furtherSummary },
      ...comparisons(source),
      ...(agreement.length === 0 ? [] : [paragraph(readerWords.kappaLead)]),
      ...(maps.length === 0 ? [] : [{ kind: "charts" as const, charts: maps }]),
      { kind: "list", items: readerWords.limits },
    ],
  };
}

const onCurves: Prose = [{ kind: "link", text: readerWords.onCurves, section: "curves" }];

/** Whether any stratum that was read has the curves to stand beside. */
const drawnOnCurves = (source: Source) =>
  source.results.strata.some(
    ({ roc, pr }, index) => roc.length > 0 && pr.length > 0 && curveReaders(source, index).roc.length > 0,
  );

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
