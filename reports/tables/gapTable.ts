import type { Gap } from "../../src/results/schema/analyses.js";
import { metricWords } from "../metricWords.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { words } from "../words.js";
import { levelOf } from "./keyTable.js";
import { intervalProse, undefinedCell, withoutWidth } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

/** Every difference from the reference stratum, with its interval and p. */
export function gapTable(source: Source): Table {
  return {
    id: "gap-figures",
    caption: words.gaps.caption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.comparedWith, kind: "words" },
      { title: words.columns.metric, kind: "words" },
      { title: words.columns.difference, kind: "figure" },
      { title: words.columns.interval, kind: "figure" },
      { title: words.columns.p, kind: "figure" },
      { title: words.columns.pAdjusted, kind: "figure" },
      { title: words.columns.method, kind: "words" },
    ],
    rows: source.results.gaps.map((gap, index) => [
      namedStratumCell(source, gap.stratum),
      wordsCell([nameOf(gap.reference)]),
      wordsCell([metricWords(gap.metric).name]),
      ...gapCells(source, gap, `/results/gaps/${index}`),
      wordsCell([nameOf(gap.method)]),
    ]),
  };
}

function gapCells(source: Source, gap: Gap, pointer: string): Cell[] {
  if (gap.difference === null) return [undefinedCell(gapReason(gap), 4)];
  return [
    figureCell([figureAt(source, `${pointer}/difference`, "difference")]),
    gap.ci === null
      ? undefinedCell(words.noInterval(undefined))
      : {
          ...figureCell(intervalProse(source, `${pointer}/ci`, gap.ci, "difference")),
          note: withoutWidth(gap.ci) ? [words.noWidth] : undefined,
        },
    pCell(source, gap.p, `${pointer}/p`),
    pCell(source, gap.pAdjusted, `${pointer}/pAdjusted`),
  ];
}

export function gapReason(gap: Gap): string {
  return gap.reason ?? words.statuses[gap.status];
}

function pCell(source: Source, p: number | null, pointer: string): Cell {
  return p === null ? undefinedCell(words.none) : figureCell([figureAt(source, pointer, "p")]);
}

/** The merged AUROC by the strata of its pairs; undefined where the results don't have it. */
export function pairsTable(source: Source): Table | undefined {
  const pairs = source.results.masking?.pairs;
  if (pairs === undefined || pairs.length === 0) return undefined;
  return {
    id: "merged-pairs",
    caption: words.gaps.pairsCaption,
    columns: [
      { title: words.columns.positivesOf, kind: "words" },
      { title: words.columns.negativesOf, kind: "words" },
      { title: words.columns.pairs, kind: "figure" },
      { title: words.columns.weight, kind: "figure" },
      { title: metricWords("auroc").name, kind: "figure" },
    ],
    rows: pairs.map((pair, index) => {
      const pointer = `/results/masking/pairs/${index}`;
      return [
        namedStratumCell(source, pair.positives),
        namedStratumCell(source, pair.negatives),
        figureCell([figureAt(source, `${pointer}/pairs`, "count")]),
        figureCell([figureAt(source, `${pointer}/weight`, "metric")]),
        pair.auroc === null
          ? undefinedCell(words.statuses.undefined)
          : figureCell([figureAt(source, `${pointer}/auroc`, "metric")]),
      ];
    }),
  };
}

/** Where the gap of a stratum in a metric stands in the results; −1 where it was not compared. */
export function gapIndex(source: Source, stratum: string, metric: string): number {
  return source.results.gaps.findIndex((gap) => gap.stratum === stratum && gap.metric === metric);
}
