import type { Block } from "../document.js";
import { metricWords } from "../metricWords.js";
import { figureAt, nameOf, pointerKey, type Source, textAt } from "../source.js";
import { countsCell } from "../tables/keyTable.js";
import { figureCell, type Table, wordsCell } from "../tables/table.js";
import { operatingPointWords } from "../words/operatingPoint.js";
import { words } from "../words.js";

const at = "/results/operatingPoint";

/** How the operating point was chosen, what it attains where it was, and the temperature; none where declared. */
export function chosenPoint(source: Source): Block[] {
  const { operatingPoint } = source.results;
  if (operatingPoint === undefined) return [];
  const count = (key: string) => figureAt(source, `${at}/${key}`, "count");
  const target = operatingPoint.target === undefined ? undefined : figureAt(source, `${at}/target`, "metric");
  return [
    {
      kind: "paragraph",
      text: operatingPointWords.how({
        rule: operatingPointWords.rules[operatingPoint.rule](target),
        cases: count("cases"),
        positives: count("positives"),
        negatives: count("negatives"),
        on: textAt(source, `${at}/on`, true),
      }),
    },
    ...temperature(source),
    { kind: "table", table: attainedTable(source, Object.keys(operatingPoint.attained)) },
    { kind: "paragraph", text: operatingPointWords.limit },
  ];
}

function temperature(source: Source): Block[] {
  const fitted = source.results.operatingPoint?.temperature;
  if (fitted === undefined) return [];
  if (fitted.value === null)
    return [
      {
        kind: "paragraph",
        text: operatingPointWords.notTempered(nameOf(fitted.reason ?? words.statuses[fitted.status])),
      },
    ];
  const figure = (key: string) => figureAt(source, `${at}/temperature/${key}`, "metric");
  return [
    {
      kind: "paragraph",
      text: operatingPointWords.tempered({
        temperature: figure("value"),
        before: figure("logLossBefore"),
        after: figure("logLossAfter"),
      }),
    },
  ];
}

function attainedTable(source: Source, units: readonly string[]): Table {
  const metrics = ["sensitivity", "specificity", "f1"];
  return {
    id: "chosen-thresholds",
    caption: operatingPointWords.caption,
    columns: [
      { title: operatingPointWords.unit, kind: "words" },
      { title: words.columns.cases, kind: "figure", meaning: words.columns.casesMeaning },
      { title: words.columns.threshold, kind: "figure" },
      ...metrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
    ],
    rows: units.map((unit) => {
      const pointer = `${at}/attained/${pointerKey(unit)}`;
      return [
        wordsCell(unit === "case" ? [operatingPointWords.case] : [nameOf(unit)]),
        countsCell(source, pointer),
        figureCell([figureAt(source, `${at}/thresholds/${pointerKey(unit)}`, "threshold")]),
        ...metrics.map((metric) => figureCell([figureAt(source, `${pointer}/${metric}`, "metric")])),
      ];
    }),
  };
}
