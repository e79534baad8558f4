import type { StudyModel, StudyStratum } from "../../src/results/schema/study.js";
import { metricWords } from "../metricWords.js";
import { type Prose, say } from "../prose.js";
import { figureAt, nameOf, pointerKey, type Source, textAt } from "../source.js";
import { studyWords } from "../words/study.js";
import { words } from "../words.js";
import { countsCell, levelOf } from "./keyTable.js";
import { metricCell, undefinedCell } from "./metricCell.js";
import { indexOf, namedStratumCell } from "./stratumNames.js";
import { type Cell, type Column, figureCell, type Table, wordsCell } from "./table.js";

export const thresholdMetrics = ["sensitivity", "specificity", "precision", "f1", "balancedAccuracy"];
const rankingMetrics = ["auroc", "aupr"];

/** Where a stratum of the study stands in the results. */
export const studyPointer = (place: number): string => `/results/study/strata/${place}`;

/** The study's table 2, first half: what depends on no threshold, with this run's figures below each row. */
export function studyRankingTable(source: Source, strata: readonly StudyStratum[]): Table {
  return {
    id: "study-ranking",
    caption: studyWords.rankingCaption(textAt(source, "/results/study/printed"), levelOf(source)),
    columns: [
      ...headColumns,
      { title: words.columns.cases, kind: "figure", meaning: words.columns.casesMeaning },
      ...metricColumns(rankingMetrics),
    ],
    rows: pairsOfRows(source, strata, rankingMetrics, (at) => countsCell(source, at), studyPointer),
  };
}

/** The second half: what depends on the threshold. */
export function studyThresholdTable(source: Source, strata: readonly StudyStratum[]): Table {
  const threshold = (at: string, published: boolean) =>
    figureCell([figureAt(source, `${at}/threshold`, published ? "hundredths" : "threshold")]);
  return {
    id: "study-threshold",
    caption: studyWords.thresholdCaption(levelOf(source)),
    columns: [
      ...headColumns,
      { title: words.columns.threshold, kind: "figure" },
      ...metricColumns(thresholdMetrics),
    ],
    rows: pairsOfRows(source, strata, thresholdMetrics, threshold, (_, model) => model),
  };
}

const headColumns: readonly Column[] = [
  { title: words.columns.stratum, kind: "words" },
  { title: words.columns.view, kind: "words" },
];

export const metricColumns = (metrics: readonly string[]): Column[] =>
  metrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" }));

/**
 * A published row and one of this run for each model of the study that has the metrics.
 * @param third the cell before the metrics, at a pointer
 * @param published where that cell's value is, for the study: of its stratum or of its model
 */
function pairsOfRows(
  source: Source,
  strata: readonly StudyStratum[],
  metrics: readonly string[],
  third: (at: string, published: boolean) => Cell,
  published: (place: number, model: string) => string,
): Cell[][] {
  return strata.flatMap(({ stratum, model }, place) =>
    model.flatMap((one, m) => {
      if (metrics.every((metric) => one.metrics[metric] === undefined)) return [];
      const at = `${studyPointer(place)}/model/${m}`;
      const ours = ourPointer(source, stratum, one.unit);
      const name = namedStratumCell(source, stratum);
      const view: Prose = [one.unit === "case" ? studyWords.allViews : nameOf(one.unit)];
      return [
        [
          name,
          wordsCell(view, [studyWords.published]),
          third(published(place, at), true),
          ...publishedCells(source, one.metrics, `${at}/metrics`, metrics),
        ],
        [
          name,
          wordsCell(view, [studyWords.thisRun]),
          ...(ours === undefined
            ? [undefinedCell(words.notReported, metrics.length + 1)]
            : [
                third(ours, false),
                ...metrics.map((metric) => metricCell(source, `${ours}/metrics/${metric}`)),
              ]),
        ],
      ];
    }),
  );
}

/** Where this run's figures of a stratum and view are; undefined where the run has no such view. */
function ourPointer(source: Source, stratum: string, unit: string): string | undefined {
  const index = indexOf(source, stratum);
  if (index < 0) return undefined;
  if (unit === "case") return `/results/strata/${index}`;
  const there = Object.hasOwn(source.results.strata[index].views, unit);
  return there ? `/results/strata/${index}/views/${pointerKey(unit)}` : undefined;
}

/** Figures as the study printed them. */
export function publishedCells(
  source: Source,
  metrics: StudyModel["metrics"],
  pointer: string,
  names: readonly string[],
): Cell[] {
  return names.map((name) => {
    const figure = metrics[name];
    if (figure === undefined) return undefinedCell(studyWords.notPrinted);
    const at = (key: string) => figureAt(source, `${pointer}/${name}/${key}`, "hundredths");
    return figureCell([at("value")], figure.ci ? say`${at("ci/lower")}–${at("ci/upper")}` : undefined);
  });
}
