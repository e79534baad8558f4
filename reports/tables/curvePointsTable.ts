import { metricWords } from "../metricWords.js";
import type { Source } from "../source.js";
import { curveBandWords as text } from "../words/curveBands.js";
import { readerWords } from "../words/readers.js";
import { words } from "../words.js";
import { levelOf, metricCells } from "./keyTable.js";
import { readerCell } from "./readerTable.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, type Table, wordsCell } from "./table.js";

/**
 * What stands as points on a chart of curves: each stratum's operating point, then its readers.
 * @param strata their places in results.json
 * @param readers whether the chart has them
 */
export function curvePointsTable(
  source: Source,
  id: string,
  strata: readonly number[],
  metrics: readonly ["sensitivity", "specificity" | "precision"],
  readers: boolean,
): Table {
  const circular: boolean[] = [];
  const rows = strata.flatMap((index): Cell[][] => {
    const { name } = source.results.strata[index];
    const cells = (pointer: string) => metricCells(source, `${pointer}/metrics`, metrics, "exactCi");
    const model = [wordsCell([text.model]), ...cells(`/results/strata/${index}`)];
    const read = source.results.readers.flatMap((reader, r) => {
      if (!readers || reader.stratum !== name || reader.cases === 0) return [];
      circular.push(reader.inReferenceStandard);
      return [[readerCell(reader.name, reader.inReferenceStandard), ...cells(`/results/readers/${r}`)]];
    });
    return [model, ...read].map((row) => [namedStratumCell(source, name), ...row]);
  });
  return {
    id,
    caption: text.pointsCaption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: text.point, kind: "words" },
      ...metrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
    ],
    rows,
    notes: circular.some(Boolean) ? [[readerWords.signMeaning]] : undefined,
  };
}
