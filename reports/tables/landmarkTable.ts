import { figureAt, nameOf, type Source } from "../source.js";
import { landmarkWords } from "../words/landmarks.js";
import { words } from "../words.js";
import { levelOf } from "./keyTable.js";
import { metricCell, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, type Column, figureCell, type Table, wordsCell } from "./table.js";

const figure = (title: string, meaning?: string): Column => ({
  title,
  kind: "figure",
  ...(meaning === undefined ? {} : { meaning }),
});

/** Distances in mm, over all points and of each, a row a stratum and view. */
export function landmarkErrorTable(source: Source): Table {
  const list = source.results.landmarks!;
  const points = list[0].byPoint.length;
  return {
    id: "landmark-errors",
    caption: [landmarkWords.errorCaption],
    columns: [
      ...headColumns,
      figure(landmarkWords.points, landmarkWords.pointsMeaning),
      figure(landmarkWords.mean),
      figure(landmarkWords.median),
      figure(landmarkWords.percentile95),
      figure(landmarkWords.maximum),
      ...list[0].byPoint.map((_, p) => figure(landmarkWords.point(p + 1))),
    ],
    rows: list.map((one, i) => {
      const at = `/results/landmarks/${i}`;
      const counted = figureCell(
        [figureAt(source, `${at}/points`, "count")],
        landmarkWords.radiographs([figureAt(source, `${at}/images`, "count")]),
      );
      const head = [...headOf(source, i), counted];
      if (one.error === null) return [...head, undefinedCell(landmarkWords.none, 4 + points)];
      const millimetres = (key: string) => figureCell([figureAt(source, `${at}/${key}`, "hundredths")]);
      return [
        ...head,
        ...["mean", "median", "percentile95", "maximum"].map((key) => millimetres(`error/${key}`)),
        ...one.byPoint.map(({ mean }, p) =>
          mean === null ? undefinedCell(landmarkWords.none) : millimetres(`byPoint/${p}/mean`),
        ),
      ];
    }),
  };
}

/** Share of points found within each distance, a row a stratum and view. */
export function landmarkRecallTable(source: Source): Table {
  const list = source.results.landmarks!;
  return {
    id: "landmark-recall",
    caption: landmarkWords.recallCaption(levelOf(source)),
    columns: [
      ...headColumns,
      ...list[0].recall.map(({ within }) => figure(landmarkWords.within(String(within)))),
    ],
    rows: list.map((one, i) => [
      ...headOf(source, i),
      ...(one.error === null
        ? [undefinedCell(landmarkWords.none, one.recall.length)]
        : one.recall.map((_, r) =>
            metricCell(source, `/results/landmarks/${i}/recall/${r}/metric`, "exactCi"),
          )),
    ]),
  };
}

const headColumns: readonly Column[] = [
  { title: words.columns.stratum, kind: "words" },
  { title: words.columns.view, kind: "words" },
];

function headOf(source: Source, i: number): Cell[] {
  const { stratum, view } = source.results.landmarks![i];
  return [namedStratumCell(source, stratum), wordsCell(view === null ? ["–"] : [nameOf(view)])];
}
