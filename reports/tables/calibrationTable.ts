import type { Calibration } from "../../src/results/schema/calibration.js";
import { metricWords } from "../metricWords.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { calibrationWords as words } from "../words/calibration.js";
import { words as general } from "../words.js";
import { levelOf } from "./keyTable.js";
import { intervalProse, metricCell, undefinedCell } from "./metricCell.js";
import { stratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

/** Slope, level and errors of the strata at these places. */
export function calibrationTable(source: Source, strata: readonly number[]): Table {
  const { columns } = words;
  return {
    id: "calibration-figures",
    caption: words.caption(levelOf(source)),
    columns: [
      { title: general.columns.stratum, kind: "words" },
      { title: columns.slope, kind: "figure", meaning: columns.slopeMeaning },
      { title: columns.intercept, kind: "figure", meaning: columns.interceptMeaning },
      { title: columns.predicted, kind: "figure" },
      { title: columns.observed, kind: "figure" },
      { title: columns.ece, kind: "figure", meaning: columns.eceMeaning },
      { title: columns.chance, kind: "figure", meaning: columns.chanceMeaning },
      { title: columns.p, kind: "figure" },
      { title: metricWords("brier").name, kind: "figure" },
    ],
    rows: strata.map((index) => {
      const pointer = `/results/strata/${index}/calibration`;
      const found = source.results.strata[index].calibration!;
      return [
        { ...stratumCell(source, index), detail: undefined },
        metricCell(source, `${pointer}/figures/slope`),
        metricCell(source, `${pointer}/figures/intercept`),
        shareCell(source, found, pointer, "meanPredicted"),
        shareCell(source, found, pointer, "observed"),
        metricCell(source, `${pointer}/figures/ece`),
        ...chanceCells(source, found, pointer),
        metricCell(source, `/results/strata/${index}/metrics/brier`),
      ];
    }),
  };
}

function shareCell(
  source: Source,
  found: Calibration,
  pointer: string,
  key: "meanPredicted" | "observed",
): Cell {
  return typeof found[key] === "number"
    ? figureCell([figureAt(source, `${pointer}/${key}`, "metric")])
    : undefinedCell(general.none);
}

function chanceCells(source: Source, found: Calibration, pointer: string): Cell[] {
  if (!found.eceIfCalibrated) return [undefinedCell(general.none, 2)];
  const at = (key: string, format: "metric" | "p") =>
    figureAt(source, `${pointer}/eceIfCalibrated/${key}`, format);
  return [figureCell([at("mean", "metric")], words.upTo(at("upper", "metric"))), figureCell([at("p", "p")])];
}

/** The bins of one stratum that hold cases. */
export function binTable(source: Source, index: number): Table {
  const { columns } = words;
  const stratum = source.results.strata[index];
  return {
    id: `calibration-bins-${index}`,
    caption: words.binsCaption(nameOf(stratum.name, 60), levelOf(source)),
    columns: [
      { title: columns.bin, kind: "words" },
      { title: columns.cases, kind: "figure" },
      { title: columns.positives, kind: "figure" },
      { title: columns.predicted, kind: "figure" },
      { title: columns.observed, kind: "figure" },
    ],
    rows: stratum.calibration!.bins!.flatMap((bin, b) => {
      if (bin.cases === 0) return [];
      const pointer = `/results/strata/${index}/calibration/bins/${b}`;
      const at = (key: string, format: "metric" | "count" | "percent") =>
        figureAt(source, `${pointer}/${key}`, format);
      return [
        [
          wordsCell(words.from(at("from", "percent"), at("to", "percent"))),
          figureCell([at("cases", "count")]),
          figureCell([at("positives", "count")]),
          figureCell([at("meanPredicted", "metric")]),
          figureCell(
            [at("observed", "metric")],
            bin.ci ? intervalProse(source, `${pointer}/ci`, bin.ci) : undefined,
          ),
        ],
      ];
    }),
  };
}
