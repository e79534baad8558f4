import { robustnessMetrics } from "../../src/results/schema/robustness.js";
import { metricInSentence } from "../metricWords.js";
import { type Prose, say } from "../prose.js";
import { figureAt, metricAt, nameOf, type Source, textAt } from "../source.js";
import { robustnessWords } from "../words/robustness.js";
import { words as report } from "../words.js";
import { levelOf } from "./keyTable.js";
import { intervalProse, metricCell, reasonOf, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

const pointer = "/results/robustness";
const { table: text, curves, errors } = robustnessWords;

/** The parameter at a severity: `dose 0.125 of the original`. */
export function valueProse(source: Source, corruption: number, severity: number): Prose {
  const { levels, unit } = source.results.robustness!.corruptions[corruption];
  const level = levels.findIndex((one) => one.severity === severity);
  const at = `${pointer}/corruptions/${corruption}`;
  const value = figureAt(source, `${at}/levels/${level}/value`, "significant");
  const parameter = textAt(source, `${at}/parameter`);
  if (unit === "") return say`${parameter}: ${value}`;
  return say`${parameter}: ${value}${/^[%°]/.test(unit) ? "" : "\u00A0"}${textAt(source, `${at}/unit`)}`;
}

/** With more levels than this, the table has the greatest severity of each corruption: results.json has all. */
const mostLevels = 40;

/** Of one stratum: what every corruption and severity takes from every figure. */
export function dropsTable(source: Source, stratum: number): Table {
  const own = source.results.robustness!.strata[stratum];
  const total = own.corruptions.reduce((sum, { levels }) => sum + levels.length, 0);
  const greatestOnly = total > mostLevels;
  const withMembers = own.corruptions.some(({ levels }) => levels.some((level) => level.uncertainty));
  return {
    id: `robustness-drops-${stratum}`,
    caption: text.caption(nameOf(own.stratum, 60), levelOf(source)),
    columns: [
      { title: text.corruption, kind: "words" },
      { title: text.severity, kind: "figure" },
      ...robustnessMetrics.map((metric) => ({
        title: text.drop(metricInSentence(metric)),
        kind: "figure" as const,
      })),
      { title: text.flips, kind: "figure", meaning: text.flipsMeaning },
      ...(withMembers
        ? [{ title: text.uncertainty, kind: "figure" as const, meaning: text.uncertaintyMeaning }]
        : []),
    ],
    rows: own.corruptions.flatMap(({ corruption, levels }, c) =>
      levels.flatMap(({ severity }, k) => {
        if (greatestOnly && k < levels.length - 1) return [];
        const at = `${pointer}/strata/${stratum}/corruptions/${c}/levels/${k}`;
        const row = [
          { ...wordsCell([nameOf(corruption, 60)]), note: valueProse(source, c, severity) },
          figureCell([figureAt(source, `${at}/severity`, "count")]),
          ...robustnessMetrics.map((metric) => dropCell(source, `${at}/drops/${metric}`)),
          figureCell(
            [figureAt(source, `${at}/flips/rate/value`, "percent")],
            text.turned(
              figureAt(source, `${at}/flips/toPositive`, "count"),
              figureAt(source, `${at}/flips/toNegative`, "count"),
            ),
          ),
          ...(withMembers ? [metricCell(source, `${at}/uncertainty/variance`, "exactCi")] : []),
        ];
        return [row];
      }),
    ),
    notes: greatestOnly ? [text.notes, text.greatestOnly] : [text.notes],
  };
}

/** A difference with its sign and its interval. */
function dropCell(source: Source, at: string): Cell {
  const drop = metricAt(source, at)!;
  if (drop.value === null) return undefinedCell(reasonOf(drop));
  return {
    ...figureCell([figureAt(source, `${at}/value`, "difference")]),
    detail: drop.ci ? intervalProse(source, `${at}/ci`, drop.ci, "difference") : undefined,
    note: drop.ci ? undefined : [report.noInterval(drop.ciReason)],
  };
}

/** Corruptions × strata: the mean AUROC over severity, and whether it falls throughout. */
export function areaTable(source: Source): Table {
  const { corruptions, strata } = source.results.robustness!;
  return {
    id: "robustness-areas",
    caption: curves.caption(levelOf(source)),
    columns: [
      { title: text.corruption, kind: "words" },
      ...strata.map(({ stratum }) => ({ title: stratum, kind: "figure" as const })),
    ],
    rows: corruptions.map(({ name }, c) => [
      { ...wordsCell([nameOf(name, 60)]), note: [textAt(source, `${pointer}/corruptions/${c}/process`)] },
      ...strata.map(({ corruptions: own }, s) => {
        const cell = metricCell(source, `${pointer}/strata/${s}/corruptions/${c}/area/auroc`);
        const monotone = own[c].monotone.auroc;
        return monotone === null ? cell : { ...cell, note: [curves.monotone[`${monotone}`]] };
      }),
    ]),
  };
}

/** Strata × both errors: mean corruption error, absolute and relative. */
export function errorsTable(source: Source): Table {
  const { strata } = source.results.robustness!;
  return {
    id: "robustness-errors",
    caption: errors.caption,
    columns: [
      { title: report.columns.stratum, kind: "words" },
      { title: errors.error, kind: "words" },
      { title: errors.clean, kind: "figure" },
      { title: errors.absolute, kind: "figure" },
      ...(source.results.robustness!.baseline
        ? [
            { title: errors.baseline, kind: "figure" as const },
            { title: errors.relative, kind: "figure" as const, meaning: errors.relativeMeaning },
            { title: errors.increase, kind: "figure" as const, meaning: errors.increaseMeaning },
          ]
        : []),
    ],
    rows: strata.flatMap(({ stratum, errors: own }, s) =>
      own.map(({ measure }, m) => {
        const at = `${pointer}/strata/${s}/errors/${m}`;
        return [
          namedStratumCell(source, stratum),
          wordsCell([errors.measures[measure]]),
          numberCell(source, `${at}/clean`, own[m].clean, "metric"),
          numberCell(source, `${at}/absolute`, own[m].absolute, "metric"),
          ...(source.results.robustness!.baseline
            ? [
                numberCell(source, `${at}/baseline`, own[m].baseline, "metric"),
                ratioCell(source, `${at}/relative`, own[m].relative),
                ratioCell(source, `${at}/relativeIncrease`, own[m].relativeIncrease),
              ]
            : []),
        ];
      }),
    ),
  };
}

interface NumberOrReason {
  readonly value: number | null;
  readonly reason?: string | undefined;
}

function numberCell(
  source: Source,
  at: string,
  { value, reason }: NumberOrReason,
  format: "metric" | "ratio",
): Cell {
  return value === null
    ? undefinedCell(reason ?? report.statuses.undefined)
    : figureCell([figureAt(source, `${at}/value`, format)]);
}

/** With how many of the corruptions it is the mean of, where not of all. */
function ratioCell(
  source: Source,
  at: string,
  one: NumberOrReason & { readonly corruptions: number; readonly of: number },
): Cell {
  const cell = numberCell(source, at, one, "ratio");
  if (one.value === null || one.corruptions === one.of) return cell;
  const note = errors.of(
    figureAt(source, `${at}/corruptions`, "count"),
    figureAt(source, `${at}/of`, "count"),
  );
  return { ...cell, note };
}

/** What a chart of one corruption shows: strata × severities. */
export function levelsTable(source: Source, corruption: number): Table {
  const { corruptions, strata } = source.results.robustness!;
  const levels = strata[0].corruptions[corruption].levels;
  return {
    id: `robustness-data-${corruption}`,
    caption: robustnessWords.dataCaption(nameOf(corruptions[corruption].name, 60)),
    columns: [
      { title: text.severity, kind: "figure" },
      ...strata.map(({ stratum }) => ({ title: stratum, kind: "figure" as const })),
    ],
    rows: [
      [
        wordsCell(robustnessWords.pictures.clean),
        ...strata.map((_, s) => metricCell(source, `${pointer}/strata/${s}/clean/auroc`)),
      ],
      ...levels.map((_, k) => {
        const at = `corruptions/${corruption}/levels/${k}`;
        return [
          figureCell([figureAt(source, `${pointer}/strata/0/${at}/severity`, "count")]),
          ...strata.map((__, s) => metricCell(source, `${pointer}/strata/${s}/${at}/metrics/auroc`)),
        ];
      }),
    ],
  };
}
