import { metricWords } from "../metricWords.js";
import { figureAt, type Source } from "../source.js";
import { cohortWords } from "../words/cohort.js";
import { words } from "../words.js";
import { metricCell } from "./metricCell.js";
import { indexOf, namedStratumCell } from "./stratumNames.js";
import { figureCell, type Table, wordsCell, wordsOr } from "./table.js";

const text = cohortWords.missing;

/** Sensitivity and specificity without the missing cases, and if all had been called wrongly, and rightly. */
export function missingTable(source: Source): Table {
  return {
    id: "missing-results-extremes",
    caption: text.caption(figureAt(source, "/results/protocol/bootstrap/level", "percent")),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.metric, kind: "words" },
      { title: text.missing, kind: "figure", meaning: text.missingMeaning },
      { title: text.without, kind: "figure" },
      { title: text.allWrong, kind: "figure" },
      { title: text.allRight, kind: "figure" },
    ],
    rows: source.results.missingResults!.strata.flatMap(({ stratum }, index) =>
      (["sensitivity", "specificity"] as const).map((metric) => {
        const at = `/results/missingResults/strata/${index}`;
        const count = metric === "sensitivity" ? "positives" : "negatives";
        const place = indexOf(source, stratum);
        return [
          namedStratumCell(source, stratum),
          wordsCell([metricWords(metric).name]),
          figureCell([figureAt(source, `${at}/${count}`, "count")]),
          place < 0
            ? wordsOr(undefined, words.none)
            : metricCell(source, `/results/strata/${place}/metrics/${metric}`, "exactCi"),
          metricCell(source, `${at}/allWrong/${metric}`, "exactCi"),
          metricCell(source, `${at}/allRight/${metric}`, "exactCi"),
        ];
      }),
    ),
  };
}
