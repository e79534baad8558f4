import type { StudyModel, StudyStratum } from "../../src/results/schema/study.js";
import { type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { studyWords } from "../words/study.js";
import { metricCell } from "./metricCell.js";
import { indexOf } from "./stratumNames.js";
import { metricColumns, publishedCells, studyPointer, thresholdMetrics } from "./studyTable.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

/** The study's tables 3 and 4: a row a rater, its device and this run last. */
export function ratersTable(source: Source, place: number, stratum: StudyStratum): Table {
  const pointer = studyPointer(place);
  const row = (name: Prose, note: string | undefined, metrics: StudyModel["metrics"], at: string) => [
    { ...wordsCell(name), note: note === undefined ? undefined : [note] },
    countsOf(source, `${at}/confusion`),
    ...publishedCells(source, metrics, `${at}/metrics`, thresholdMetrics),
  ];
  const device = deviceOf(stratum);
  const index = indexOf(source, stratum.stratum);
  const ours = `/results/strata/${index}`;
  return {
    id: `study-raters-${place}`,
    caption: studyWords.ratersCaption(nameOf(stratum.stratum, 60), nameOf(stratum.title, 80)),
    columns: [
      { title: studyWords.columns.rater, kind: "words" },
      { title: studyWords.columns.counts, kind: "figure", meaning: studyWords.columns.countsMeaning },
      ...metricColumns(thresholdMetrics),
    ],
    rows: [
      ...stratum.readers.map((reader, r) =>
        row(
          say`${nameOf(reader.name)} (${nameOf(reader.short)})`,
          reader.inReferenceStandard ? studyWords.inStandard : undefined,
          reader.metrics,
          `${pointer}/readers/${r}`,
        ),
      ),
      ...(device < 0
        ? []
        : [
            row(
              [nameOf(stratum.model[device].name)],
              studyWords.device,
              stratum.model[device].metrics,
              `${pointer}/model/${device}`,
            ),
          ]),
      ...(index < 0
        ? []
        : [
            [
              { ...wordsCell(studyWords.thisRunOn(nameOf(stratum.stratum, 60))), mark: source.marks[index] },
              countsOf(source, `${ours}/confusion`),
              ...thresholdMetrics.map((metric) => metricCell(source, `${ours}/metrics/${metric}`)),
            ],
          ]),
    ],
  };
}

/** Which of the study's models saw all views of a case and has counts; −1 where none. */
export function deviceOf({ model }: StudyStratum): number {
  return model.findIndex(({ unit, confusion }) => unit === "case" && confusion !== undefined);
}

/** Sensitivity, specificity and precision of each point that is drawn. */
export function pointsTable(source: Source, place: number, chart: string, stratum: StudyStratum): Table {
  const shown = ["sensitivity", "specificity", "precision"];
  const device = deviceOf(stratum);
  const points = [
    ...stratum.readers.map(({ name }, r) => ({ name, at: `${studyPointer(place)}/readers/${r}/exact` })),
    ...(device < 0
      ? []
      : [{ name: stratum.model[device].name, at: `${studyPointer(place)}/model/${device}/exact` }]),
  ];
  return {
    id: `study-${chart}-points-${place}`,
    caption: studyWords.pointsCaption(nameOf(stratum.title, 80)),
    columns: [{ title: studyWords.columns.rater, kind: "words" }, ...metricColumns(shown)],
    rows: points.map(({ name, at }) => [
      wordsCell([nameOf(name)]),
      ...shown.map((metric) => figureCell([figureAt(source, `${at}/${metric}`, "metric")])),
    ]),
  };
}

/** `127 / 5 / 2 / 73`. */
function countsOf(source: Source, pointer: string): Cell {
  const count = (key: string) => figureAt(source, `${pointer}/${key}`, "count");
  return figureCell(say`${count("tp")} / ${count("fp")} / ${count("fn")} / ${count("tn")}`);
}
