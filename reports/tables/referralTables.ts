import { formatted } from "../format/number.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { scoreWords, uncertaintyWords as words } from "../words/uncertainty.js";
import { evenly } from "./curveTable.js";
import { levelOf } from "./keyTable.js";
import { metricCell, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Column, figureCell, type Table, wordsCell } from "./table.js";

/** Rows of a curve's table at most. */
const longest = 21;

/** Strata whose columns a page of paper holds beside the others. */
const mostColumns = 5;

const figure = (title: string): Column => ({ title, kind: "figure" });

/** Strata × area under the risk–coverage curve by each score, beside the ideal and chance. */
export function aurcTable(source: Source, scores: readonly string[]): Table {
  const { curves } = source.results.referral!;
  const strata = [...new Set(curves.map(({ stratum }) => stratum))];
  return {
    id: "aurc",
    caption: words.aurcCaption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      figure(words.columns.errors),
      ...scores.map((score) => figure(words.columns.aurc(scoreWords(score).inSentence))),
      figure(words.columns.oracle),
      figure(words.columns.random),
    ],
    rows: strata.map((stratum) => {
      const at = (score: string) =>
        curves.findIndex((curve) => curve.stratum === stratum && curve.score === score);
      const first = `/results/referral/curves/${at(scores[0])}`;
      const limit = (key: "oracle" | "random") =>
        curves[at(scores[0])][key] === null
          ? undefinedCell("no cases")
          : figureCell([figureAt(source, `${first}/${key}`, "metric")]);
      return [
        namedStratumCell(source, stratum),
        figureCell([
          figureAt(source, `${first}/errors`, "count"),
          " / ",
          figureAt(source, `${first}/cases`, "count"),
        ]),
        ...scores.map((score) => metricCell(source, `/results/referral/curves/${at(score)}/aurc`)),
        limit("oracle"),
        limit("random"),
      ];
    }),
  };
}

/** One risk–coverage curve. */
export function riskTable(source: Source, index: number): Table {
  const { stratum, score, vertices } = source.results.referral!.curves[index];
  return {
    id: `risk-data-${index}`,
    caption: words.curveCaption(nameOf(stratum), scoreWords(score).inSentence),
    columns: [figure(words.columns.coverage), figure(words.columns.risk)],
    rows: evenly(vertices.length, longest).map((vertex) =>
      ["coverage", "risk"].map((key) =>
        figureCell([
          figureAt(source, `/results/referral/curves/${index}/vertices/${vertex}/${key}`, "metric"),
        ]),
      ),
    ),
  };
}

/**
 * Rates × what each stratum's wrong calls lose by referral, and what all cases kept are like. Of many
 * strata only merged has its column: `rateByStratumTable` has them all.
 */
export function rateTable(source: Source, score: string): Table {
  const { rates } = source.results.referral!;
  const own = rates.flatMap((rate, index) => (rate.score === score ? [index] : []));
  const strata = rates[own[0]].strata.map(({ stratum }) => stratum);
  const all = strata.indexOf("merged");
  const shown = strata.length > mostColumns ? [all] : strata.map((_, s) => s);
  return {
    id: `referral-${score}`,
    caption: [...words.rateCaption(scoreWords(score).inSentence, levelOf(source)), " ", ...words.ties],
    columns: [
      { title: words.columns.rate, kind: "words" },
      figure(words.columns.referred),
      ...shown.map((s) => figure(words.columns.caughtIn(formatted(strata[s], "text")))),
      figure(words.columns.sensitivity),
      figure(words.columns.specificity),
    ],
    rows: own.map((index) => {
      const pointer = `/results/referral/rates/${index}`;
      return [
        wordsCell([figureAt(source, `${pointer}/rate`, "percent")]),
        figureCell([figureAt(source, `${pointer}/strata/${all}/referred`, "count")]),
        ...shown.map((s) => metricCell(source, `${pointer}/strata/${s}/caught`, "exactCi")),
        metricCell(source, `${pointer}/strata/${all}/sensitivity`, "exactCi"),
        metricCell(source, `${pointer}/strata/${all}/specificity`, "exactCi"),
      ];
    }),
  };
}

/** Rates × strata, whole. */
export function rateByStratumTable(source: Source, score: string): Table {
  const { rates } = source.results.referral!;
  return {
    id: `referral-strata-${score}`,
    caption: words.rateCaption(scoreWords(score).inSentence, levelOf(source)),
    columns: [
      { title: words.columns.rate, kind: "words" },
      { title: words.columns.stratum, kind: "words" },
      figure(words.columns.referred),
      figure(words.columns.caught),
      figure(words.columns.sensitivity),
      figure(words.columns.specificity),
    ],
    rows: rates.flatMap((rate, index) =>
      rate.score === score
        ? rate.strata.map(({ stratum }, s) => {
            const pointer = `/results/referral/rates/${index}`;
            const own = `${pointer}/strata/${s}`;
            return [
              wordsCell([figureAt(source, `${pointer}/rate`, "percent")]),
              namedStratumCell(source, stratum),
              figureCell([
                figureAt(source, `${own}/referred`, "count"),
                " / ",
                figureAt(source, `${own}/cases`, "count"),
              ]),
              ...["caught", "sensitivity", "specificity"].map((key) =>
                metricCell(source, `${own}/${key}`, "exactCi"),
              ),
            ];
          })
        : [],
    ),
  };
}
