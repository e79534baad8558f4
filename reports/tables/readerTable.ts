import type { ReaderComparison, ReaderResult } from "../../src/results/schema/analyses.js";
import { metricWords } from "../metricWords.js";
import { type Foreign, type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { readerWords } from "../words/readers.js";
import { words } from "../words.js";
import { countsCell, levelOf, metricCells } from "./keyTable.js";
import { intervalProse, metricCell, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, type Column, figureCell, type Table, wordsCell } from "./table.js";

const figure = (title: string, meaning?: string): Column => ({ title, kind: "figure", meaning });
const text = (title: string): Column => ({ title, kind: "words" });

/** A reader's name, with † where this reader made the truth it is compared with. */
export function readerCell(name: string, inReferenceStandard: boolean): Cell {
  return wordsCell(inReferenceStandard ? say`${nameOf(name, 60)} ${readerWords.sign}` : [nameOf(name, 60)]);
}

/** A caption that says what † means, where it occurs. */
function explained(caption: Prose, rows: readonly { readonly inReferenceStandard: boolean }[]): Prose {
  return rows.some((one) => one.inReferenceStandard) ? say`${caption} ${readerWords.signMeaning}` : caption;
}

/** Readers × strata: shares of cases with exact intervals, and the model at each one's specificity. */
export function readerTable(source: Source): Table {
  const shares = ["sensitivity", "specificity", "precision", "npv"];
  return table(source, "reader-figures", readerWords.caption(levelOf(source)), shares, true);
}

/** The readers' figures that are no shares of cases. */
export function furtherReaderTable(source: Source): Table {
  const further = ["accuracy", "f1", "balancedAccuracy", "mcc"];
  return table(source, "reader-further", readerWords.furtherCaption(levelOf(source)), further, false);
}

function table(source: Source, id: string, caption: Prose, metrics: readonly string[], main: boolean): Table {
  const head = [
    text(words.columns.stratum),
    text(readerWords.columns.reader),
    ...(main
      ? [figure(words.columns.cases, words.columns.casesMeaning), figure(readerWords.columns.missing)]
      : []),
  ];
  return {
    id,
    caption: explained(caption, source.results.readers),
    columns: [
      ...head,
      ...metrics.map((metric) => figure(metricWords(metric).name)),
      ...(main ? [figure(readerWords.columns.modelAt, readerWords.columns.modelAtMeaning)] : []),
    ],
    rows: source.results.readers.map((reader, index) => {
      const pointer = `/results/readers/${index}`;
      const unread = reader.cases === 0;
      const figures = [
        ...metricCells(source, `${pointer}/metrics`, metrics, main ? "exactCi" : "ci"),
        ...(main ? [withoutInterval(metricCell(source, `${pointer}/modelSensitivity`))] : []),
      ];
      return [
        namedStratumCell(source, reader.stratum),
        readerCell(reader.name, reader.inReferenceStandard),
        ...(main ? countCells(source, reader, pointer) : []),
        ...(unread ? [undefinedCell(readerWords.none, metrics.length + (main ? 1 : 0))] : figures),
      ];
    }),
  };
}

function countCells(source: Source, reader: ReaderResult, pointer: string): Cell[] {
  return [
    reader.positives === undefined ? undefinedCell(words.notReported) : countsCell(source, pointer),
    reader.missing === undefined
      ? undefinedCell(words.notReported)
      : figureCell([figureAt(source, `${pointer}/missing`, "count")]),
  ];
}

/** The figure has none on purpose; the section says why. */
const withoutInterval = (cell: Cell): Cell => ({ ...cell, note: undefined });

/** Every paired test. */
export function comparisonTable(source: Source, comparisons: readonly ReaderComparison[]): Table {
  return {
    id: "reader-comparison",
    caption: explained(readerWords.comparisonCaption(levelOf(source)), comparisons),
    columns: [
      text(words.columns.stratum),
      text(readerWords.columns.reader),
      text(words.columns.metric),
      figure(readerWords.columns.ofModel),
      figure(readerWords.columns.ofReader),
      figure(readerWords.columns.only, readerWords.columns.onlyMeaning),
      figure(words.columns.difference),
      figure(words.columns.p),
      figure(words.columns.pAdjusted),
    ],
    rows: comparisons.map((one, index) => [
      namedStratumCell(source, one.stratum),
      readerCell(one.reader, one.inReferenceStandard),
      wordsCell([metricWords(one.metric).name]),
      ...comparisonCells(source, one, `/results/readerComparison/${index}`),
    ]),
  };
}

function comparisonCells(source: Source, one: ReaderComparison, pointer: string): Cell[] {
  if (one.difference === null) return [undefinedCell(one.reason ?? words.statuses[one.status], 6)];
  const at = (key: string, format: "metric" | "count" | "difference" | "p") =>
    figureAt(source, `${pointer}/${key}`, format);
  return [
    figureCell([at("model", "metric")]),
    figureCell([at("value", "metric")]),
    figureCell(say`${at("modelOnly", "count")} / ${at("readerOnly", "count")}`),
    figureCell(
      [at("difference", "difference")],
      one.ci === null ? undefined : intervalProse(source, `${pointer}/ci`, one.ci, "difference"),
    ),
    figureCell([at("p", "p")]),
    figureCell([at("pAdjusted", "p")]),
  ];
}

/** Kappas of one stratum. */
export function kappaTable(source: Source, stratum: string, id: string): Table {
  const rows = source.results.agreement.flatMap((one, index) =>
    one.stratum === stratum ? [{ one, pointer: `/results/agreement/${index}` }] : [],
  );
  return {
    id,
    caption: readerWords.kappaCaption(nameOf(stratum, 60), levelOf(source)),
    columns: [
      text(readerWords.columns.first),
      text(readerWords.columns.second),
      figure(readerWords.columns.kappa),
      figure(readerWords.columns.casesBoth),
    ],
    rows: rows.map(({ one, pointer }) => [
      wordsCell([raterName(one.a)]),
      wordsCell([raterName(one.b)]),
      metricCell(source, `${pointer}/kappa`),
      one.cases === undefined
        ? undefinedCell(words.notReported)
        : figureCell([figureAt(source, `${pointer}/cases`, "count")]),
    ]),
  };
}

function raterName(name: string): string | Foreign {
  if (name === "model") return readerWords.model;
  return name === "truth" ? readerWords.truth : nameOf(name, 60);
}
