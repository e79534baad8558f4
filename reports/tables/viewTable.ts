import { metricWords } from "../metricWords.js";
import { figureAt, nameOf, pointerKey, type Source } from "../source.js";
import { words } from "../words.js";
import { countsCell, keyMetrics, levelOf, metricCells } from "./keyTable.js";
import { stratumCell } from "./stratumNames.js";
import { figureCell, type Table, wordsCell } from "./table.js";

/** Main metrics, threshold and counts of every view of every stratum; undefined where there are no views. */
export function viewTable(source: Source): Table | undefined {
  const metrics = keyMetrics(source);
  const rows = source.results.strata.flatMap((stratum, index) =>
    Object.keys(stratum.views).map((view) => {
      const pointer = `/results/strata/${index}/views/${pointerKey(view)}`;
      return [
        { ...stratumCell(source, index), detail: undefined },
        wordsCell([nameOf(view)]),
        countsCell(source, pointer),
        figureCell([figureAt(source, `${pointer}/threshold`, "threshold")]),
        ...metricCells(source, `${pointer}/metrics`, metrics),
      ];
    }),
  );
  if (rows.length === 0) return undefined;
  return {
    id: "view-figures",
    caption: words.views.caption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.view, kind: "words" },
      { title: words.columns.cases, kind: "figure", meaning: words.columns.casesMeaning },
      { title: words.columns.threshold, kind: "figure" },
      ...metrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
    ],
    rows,
  };
}
