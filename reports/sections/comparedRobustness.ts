import type { Block } from "../document.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { undefinedCell } from "../tables/metricCell.js";
import { namedStratumCell } from "../tables/stratumNames.js";
import { figureCell, type Table, wordsCell } from "../tables/table.js";
import { comparedRobustnessWords as text } from "../words/comparedRobustness.js";
import { words } from "../words.js";

const at = "/results/comparison/robustness";

/** Degradation against the baseline's; nothing where neither run has it. */
export function comparedRobustnessBlocks(source: Source): Block[] {
  const found = source.results.comparison?.robustness;
  if (found === undefined) return [];
  if (found.refused !== undefined) return [{ kind: "paragraph", text: [textAt(source, `${at}/refused`)] }];
  const errors = found.errors.flatMap(({ stratum, errors: [auroc] }, s) =>
    auroc.relative.value === null
      ? []
      : [
          text.error(
            nameOf(stratum, 60),
            figureAt(source, `${at}/errors/${s}/errors/0/relative/value`, "metric"),
          ),
        ],
  );
  const items = [...errors, ...found.leftOut.map((_, i) => [textAt(source, `${at}/leftOut/${i}`)])];
  return [
    ...(found.drops.length > 0
      ? [
          { kind: "table" as const, table: dropsTable(source) },
          { kind: "paragraph" as const, text: text.meaning },
        ]
      : []),
    ...(items.length > 0 ? [{ kind: "list" as const, items }] : []),
  ];
}

function dropsTable(source: Source): Table {
  const { drops } = source.results.comparison!.robustness!;
  const cell = (pointer: string, value: number | null) =>
    value === null
      ? undefinedCell(text.undefinedDrop)
      : figureCell([figureAt(source, pointer, "difference")]);
  return {
    id: "comparison-robustness",
    caption: [text.caption],
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: text.corruption, kind: "words" },
      { title: text.severity, kind: "figure" },
      { title: text.baseline, kind: "figure" },
      { title: text.candidate, kind: "figure" },
      { title: text.difference, kind: "figure" },
    ],
    rows: drops.flatMap(({ stratum, corruption, metric, baseline, candidate, difference }, i) =>
      metric !== "auroc"
        ? []
        : [
            [
              namedStratumCell(source, stratum),
              wordsCell([nameOf(corruption, 60)]),
              figureCell([figureAt(source, `${at}/drops/${i}/severity`, "count")]),
              cell(`${at}/drops/${i}/baseline/drop`, baseline.drop),
              cell(`${at}/drops/${i}/candidate/drop`, candidate.drop),
              cell(`${at}/drops/${i}/difference`, difference),
            ],
          ],
    ),
  };
}
