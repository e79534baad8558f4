import { figureAt, nameOf, type Source } from "../source.js";
import { explanationWords } from "../words/explanations.js";
import { words } from "../words.js";
import { metricCell, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { figureCell, type Table, wordsCell } from "./table.js";

const text = explanationWords.localisation;

/** How often heat maps peak at the true fracture, by stratum and view. */
export function localisationTable(source: Source): Table {
  const { localisation } = source.results.explanations!;
  const at = (row: number, key: string) => `/results/explanations/localisation/${row}/${key}`;
  return {
    id: "localisation",
    caption: text.caption(figureAt(source, "/results/explanations/within", "millimetres")),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.view, kind: "words" },
      { title: text.positives, kind: "figure" },
      { title: text.images, kind: "figure" },
      { title: text.empty, kind: "figure", meaning: text.emptyMeaning },
      { title: text.distance, kind: "figure", meaning: text.distanceMeaning },
      { title: text.share, kind: "figure" },
      { title: text.shuffled, kind: "figure", meaning: text.shuffledMeaning },
    ],
    rows: localisation.map((one, row) => [
      namedStratumCell(source, one.stratum),
      wordsCell([one.view === null ? text.allViews : nameOf(one.view, 40)]),
      figureCell(
        [figureAt(source, at(row, "truePositives"), "count")],
        one.cases === one.truePositives ? undefined : text.tried(figureAt(source, at(row, "cases"), "count")),
      ),
      figureCell([figureAt(source, at(row, "images"), "count")]),
      figureCell([figureAt(source, at(row, "withoutPeak"), "count")]),
      one.medianDistance === null
        ? undefinedCell(words.none)
        : figureCell([figureAt(source, at(row, "medianDistance"), "millimetres")]),
      metricCell(source, at(row, "share"), "exactCi"),
      one.shuffled === null
        ? undefinedCell(words.none)
        : figureCell([figureAt(source, at(row, "shuffled"), "metric")]),
    ]),
  };
}
