import type { StudyModel, StudyStratum } from "../../src/results/schema/study.js";
import { metricWords } from "../metricWords.js";
import { type Prose, say } from "../prose.js";
import { figureAt, nameOf, pointerKey, type Source, textAt } from "../source.js";
import { studyWords } from "../words/study.js";
import { words } from "../words.js";
import { countsCell, levelOf } from "./keyTable.js";
import { metricCell, undefinedCell } from "./metricCell.js";
import { indexOf, namedStratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

const thresholdMetrics = ["sensitivity", "specificity", "precision", "f1", "balancedAccuracy"];
const allMetrics = ["auroc", "aupr", ...thresholdMetrics];

/** Where a stratum of the study stands in the results. */
export const studyPointer = (place: number): string => `/results/study/strata/${place}`;

/** The study's table 2 with this run's figures below each row. */
export function studyTable(source: Source, strata: readonly StudyStratum[]): Table {
  return {
    id: "study-figures",
    caption: studyWords.tableCaption(textAt(source, "/results/study/printed"), levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: studyWords.columns.whose, kind: "words" },
      { title: words.columns.cases, kind: "figure", meaning: words.columns.casesMeaning },
      ...allMetrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
    ],
    rows: strata.flatMap((stratum, place) =>
      stratum.model.flatMap((model, m) =>
        pairOfRows(source, stratum, model, `${studyPointer(place)}/model/${m}`, place),
      ),
    ),
  };
}

function pairOfRows(
  source: Source,
  { stratum }: StudyStratum,
  model: StudyModel,
  pointer: string,
  place: number,
) {
  const ours = ourPointer(source, stratum, model.unit);
  const view: Prose = [model.unit === "case" ? studyWords.allViews : nameOf(model.unit)];
  const name = namedStratumCell(source, stratum);
  return [
    [
      name,
      wordsCell(view, [studyWords.published]),
      countsCell(source, studyPointer(place)),
      ...publishedCells(source, model.metrics, `${pointer}/metrics`, allMetrics),
    ],
    [
      name,
      wordsCell(view, [studyWords.thisRun]),
      ...(ours === undefined
        ? [undefinedCell(words.notReported, allMetrics.length + 1)]
        : [
            countsCell(source, ours),
            ...allMetrics.map((metric) => metricCell(source, `${ours}/metrics/${metric}`)),
          ]),
    ],
  ];
}

/** Where this run's figures of a stratum and view are; undefined where the run has no such view. */
function ourPointer(source: Source, stratum: string, unit: string): string | undefined {
  const index = indexOf(source, stratum);
  if (index < 0) return undefined;
  if (unit === "case") return `/results/strata/${index}`;
  const there = Object.hasOwn(source.results.strata[index].views, unit);
  return there ? `/results/strata/${index}/views/${pointerKey(unit)}` : undefined;
}

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
      ...thresholdMetrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
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
    columns: [
      { title: studyWords.columns.rater, kind: "words" },
      ...shown.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
    ],
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

/** Figures as the study printed them; where it printed none of the last ones, one cell says so. */
function publishedCells(
  source: Source,
  metrics: StudyModel["metrics"],
  pointer: string,
  names: readonly string[],
): Cell[] {
  const printed = names.filter((name) => metrics[name] !== undefined);
  const cells = printed.map((name) => {
    const at = (key: string) => figureAt(source, `${pointer}/${name}/${key}`, "hundredths");
    return figureCell([at("value")], metrics[name].ci ? say`${at("ci/lower")}–${at("ci/upper")}` : undefined);
  });
  const lacking = names.length - printed.length;
  return lacking === 0 ? cells : [...cells, undefinedCell(studyWords.notPrinted, lacking)];
}
