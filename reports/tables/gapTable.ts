import type { Gap } from "../../src/results/schema/analyses.js";
import { metricWords } from "../metricWords.js";
import type { Prose } from "../prose.js";
import { gapsOf } from "../shownStrata.js";
import { figureAt, metricAt, nameOf, pointerKey, type Source } from "../source.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";
import { levelOf } from "./keyTable.js";
import { intervalProse, undefinedCell, withoutWidth } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

/** The declared strata's differences in the primary metrics, with their intervals and p. */
export function gapTable(source: Source): Table {
  return gapTableOf(source, "gap-figures", words.gaps.caption(levelOf(source)), gapsOf(source, "declared"));
}

/** Differences from the reference, with their intervals and p. */
export function gapTableOf(source: Source, id: string, caption: Prose, gaps: readonly number[]): Table {
  return {
    id,
    caption,
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
    rows: gaps.map((index) => {
      const gap = source.results.gaps[index];
      return [
        namedStratumCell(source, gap.stratum),
        wordsCell([nameOf(gap.reference)]),
        {
          ...wordsCell([metricWords(gap.metric).name]),
          note: valuesOf(source, gap, `/results/gaps/${index}`),
        },
        ...gapCells(source, gap, `/results/gaps/${index}`),
        wordsCell([nameOf(gap.method)]),
      ];
    }),
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

/** `0.840 against 0.990; merged 0.970`. */
function valuesOf(source: Source, { metric, stratumValue, referenceValue }: Gap, pointer: string) {
  if (typeof stratumValue !== "number" || typeof referenceValue !== "number") return undefined;
  const merged = source.results.strata.findIndex(({ kind }) => kind === "merged");
  const at = `/results/strata/${merged}/metrics/${pointerKey(metric)}`;
  return stratificationWords.gaps.values(
    figureAt(source, `${pointer}/stratumValue`, "metric"),
    figureAt(source, `${pointer}/referenceValue`, "metric"),
    typeof metricAt(source, at)?.value === "number" ? figureAt(source, `${at}/value`, "metric") : undefined,
  );
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

/** Where the declared gap of a stratum in a metric stands in the results; −1 where it was not tested. */
export function gapIndex(source: Source, stratum: string, metric: string): number {
  const { gaps } = source.results;
  const tested = gapsOf(source, "declared").find(
    (index) => gaps[index].stratum === stratum && gaps[index].metric === metric,
  );
  return tested ?? -1;
}
