import { formatted } from "../format/number.js";
import { figureAt, pointerKey, type Source } from "../source.js";
import { scoreWords, uncertaintyWords as words } from "../words/uncertainty.js";
import { levelOf } from "./keyTable.js";
import { metricCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

const figures = ["auroc", "withinPositives", "withinNegatives", "fprAt95Tpr", "auprOut", "auprIn"] as const;

/**
 * Scores × how well each tells the strata apart.
 * @param pointer of the scores: `/results/ood/scores`, or the tempered ones
 */
export function scoresTable(source: Source, pointer: string, scores: readonly string[]): Table {
  const tempered = pointer.includes("tempered");
  const meaning = (name: string) => (words.columns as unknown as Record<string, string>)[`${name}Meaning`];
  return {
    id: tempered ? "ood-scores-tempered" : "ood-scores",
    caption: tempered ? words.temperedCaption(levelOf(source)) : words.scoresCaption(levelOf(source)),
    columns: [
      { title: words.columns.score, kind: "words" },
      ...figures.map((name) => ({
        title: words.columns[name],
        kind: "figure" as const,
        meaning: meaning(name),
      })),
    ],
    rows: scores.map((score) => [
      wordsCell([scoreWords(score).name]),
      ...figures.map((name) => metricCell(source, `${pointer}/${pointerKey(score)}/${name}`)),
    ]),
  };
}

/** Strata × AUROC of each score for wrong decisions. */
export function errorTable(source: Source): Table {
  const rows = source.results.ood!.errorDetection!;
  const scores = Object.keys(rows[0].scores);
  return {
    id: "error-detection",
    caption: words.errorsCaption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.errors, kind: "figure" },
      ...scores.map((score) => ({ title: scoreWords(score).name, kind: "figure" as const })),
    ],
    rows: rows.map(({ stratum }, index) => {
      const pointer = `/results/ood/errorDetection/${index}`;
      return [
        namedStratumCell(source, stratum),
        figureCell([
          figureAt(source, `${pointer}/errors`, "count"),
          " / ",
          figureAt(source, `${pointer}/cases`, "count"),
        ]),
        ...scores.map((score) => metricCell(source, `${pointer}/scores/${pointerKey(score)}`)),
      ];
    }),
  };
}

/** A histogram's bins × strata. */
export function histogramTable(source: Source, index: number): Table {
  const { score, edges, strata } = source.results.ood!.histograms![index];
  const pointer = `/results/ood/histograms/${index}`;
  const edge = (k: number) => figureCell([figureAt(source, `${pointer}/edges/${k}`, "significant")]);
  return {
    id: `histogram-data-${index}`,
    caption: words.histogramCaption(scoreWords(score).inSentence),
    columns: [
      { title: words.columns.from, kind: "figure" },
      { title: words.columns.to, kind: "figure" },
      ...strata.map(({ stratum }) => ({ title: formatted(stratum, "text"), kind: "figure" as const })),
    ],
    rows: edges
      .slice(1)
      .map((_, bin) => [
        edge(bin),
        edge(bin + 1),
        ...strata.map((_, s) =>
          figureCell([figureAt(source, `${pointer}/strata/${s}/counts/${bin}`, "count")]),
        ),
      ]),
  };
}

/** AUROC by number of members. */
export function byMembersTable(source: Source, tempered: boolean): Table {
  const ood = source.results.ood!;
  const pointer = tempered ? "/results/ood/tempered/byMembers" : "/results/ood/byMembers";
  const rows = tempered ? ood.tempered!.byMembers : ood.byMembers;
  const figure = (title: string) => ({ title, kind: "figure" as const });
  return {
    id: tempered ? "by-members-tempered" : "by-members",
    caption: words.byMembersCaption(tempered),
    columns: [
      figure(words.columns.members),
      figure(words.columns.subsets),
      figure(words.columns.mean),
      figure(words.columns.least),
      figure(words.columns.greatest),
    ],
    rows: rows.map((_, index) => {
      const cell = (key: string, format: "count" | "metric"): Cell =>
        figureCell([figureAt(source, `${pointer}/${index}/${key}`, format)]);
      return [
        cell("members", "count"),
        cell("subsets", "count"),
        ...["mean", "min", "max"].map((key) => cell(`auroc/${key}`, "metric")),
      ];
    }),
  };
}
