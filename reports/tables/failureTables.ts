import type { FailureCase } from "../../src/results/schema/failureCases.js";
import { joined, say } from "../prose.js";
import { figureAt, nameOf, pointerKey, type Source, textAt } from "../source.js";
import { failureWords as text } from "../words/failures.js";
import { words } from "../words.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Column, figureCell, type Table, wordsCell, wordsOr } from "./table.js";

export type FailureKind = "missed" | "falseAlarms";
export const failureKinds: readonly FailureKind[] = ["missed", "falseAlarms"];

/** How many cases of every stratum are called wrongly. */
export function failureCountsTable(source: Source): Table {
  const { columns } = text;
  return {
    id: "failure-counts",
    caption: text.caption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: columns.missed, kind: "figure", meaning: columns.missedMeaning },
      { title: columns.falseAlarms, kind: "figure", meaning: columns.falseAlarmsMeaning },
    ],
    rows: source.results.failureCases!.strata.map(({ stratum }, index) => [
      namedStratumCell(source, stratum),
      ...failureKinds.map((kind) => {
        const at = `/results/failureCases/strata/${index}/${kind}`;
        return figureCell(
          text.of(figureAt(source, `${at}/count`, "count"), figureAt(source, `${at}/of`, "count")),
        );
      }),
    ]),
  };
}

/** The cases of one stratum that are called wrongly, the most wrong first. */
export function failureTable(source: Source, index: number, kind: FailureKind): Table {
  const { stratum, [kind]: failures } = source.results.failureCases!.strata[index];
  const at = `/results/failureCases/strata/${index}/${kind}`;
  const views = failures.cases.some((one) => one.views !== undefined);
  const viewColumns: Column[] = views ? [{ title: text.columns.views, kind: "words" }] : [];
  const whole = failures.cases.length === failures.count;
  const count = figureAt(source, `${at}/count`, "count");
  return {
    id: `failures-${kind === "missed" ? "missed" : "false-alarms"}-${index}`,
    caption: say`${text.listed[kind](nameOf(stratum, 60))}${whole ? text.all : text.firstOf(failures.cases.length, count)}`,
    columns: [
      { title: text.columns.case, kind: "words" },
      { title: text.columns.probability, kind: "figure" },
      { title: words.columns.threshold, kind: "figure" },
      { title: text.columns.margin, kind: "figure", meaning: text.columns.marginMeaning },
      ...viewColumns,
    ],
    rows: failures.cases.map((one, row) => {
      const own = `${at}/cases/${row}`;
      return [
        wordsCell([textAt(source, `${own}/case`, true)]),
        figureCell([figureAt(source, `${own}/probability`, "metric")]),
        figureCell([figureAt(source, `${own}/threshold`, "threshold")]),
        figureCell([figureAt(source, `${own}/margin`, "metric")]),
        ...(views ? [viewsCell(source, own, one)] : []),
      ];
    }),
  };
}

function viewsCell(source: Source, pointer: string, { views = {} }: FailureCase) {
  const each = Object.keys(views).map(
    (view) => say`${nameOf(view, 40)} ${figureAt(source, `${pointer}/views/${pointerKey(view)}`, "metric")}`,
  );
  return wordsOr(each.length === 0 ? undefined : joined(each, ", "), text.noViews);
}
