import type { ComparedDrop } from "../../src/results/schema/comparedRobustness.js";
import type { Block } from "../document.js";
import { formatted } from "../format/number.js";
import type { Prose } from "../prose.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { intervalProse, undefinedCell } from "../tables/metricCell.js";
import { namedStratumCell } from "../tables/stratumNames.js";
import { figureCell, type Table, wordsCell } from "../tables/table.js";
import { comparedRobustnessWords as text } from "../words/comparedRobustness.js";
import { comparisonWords } from "../words/comparison.js";
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
    ...dropBlocks(source, found.drops),
    ...(items.length > 0 ? [{ kind: "list" as const, items }] : []),
  ];
}

/** Differences that stand open; the others are folded. */
const mostOpen = 12;

function dropBlocks(source: Source, drops: readonly ComparedDrop[]): Block[] {
  const places = drops.flatMap(({ metric }, i) => (metric === "auroc" ? [i] : []));
  if (places.length === 0) return [];
  const paired = places.some((i) => drops[i].ci !== undefined);
  const whole = dropsTable(source, "comparison-robustness", places, paired, [text.caption]);
  const meaning: Block = { kind: "paragraph", text: paired ? text.meaning : text.meaningOfEstimates };
  if (places.length <= mostOpen) return [{ kind: "table", table: whole }, meaning];
  // Greatest losses against the baseline first; the sort is stable, so ties stay in the order of reports.
  const greatest = places
    .filter((i) => drops[i].difference !== null)
    .sort((a, b) => drops[b].difference! - drops[a].difference!)
    .slice(0, mostOpen);
  const caption = text.greatest(formatted(greatest.length, "count"));
  return [
    ...(greatest.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            table: dropsTable(source, "comparison-robustness-greatest", greatest, paired, caption),
          },
        ]),
    meaning,
    { kind: "table", table: whole, folded: text.folded },
  ];
}

function dropsTable(
  source: Source,
  id: string,
  places: readonly number[],
  paired: boolean,
  caption: Prose,
): Table {
  const { drops } = source.results.comparison!.robustness!;
  const cell = (pointer: string, value: number | null) =>
    value === null
      ? undefinedCell(text.undefinedDrop)
      : figureCell([figureAt(source, pointer, "difference")]);
  return {
    id,
    caption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: text.corruption, kind: "words" },
      { title: text.severity, kind: "figure" },
      { title: text.baseline, kind: "figure" },
      { title: text.candidate, kind: "figure" },
      { title: text.difference, kind: "figure" },
      ...(paired ? [{ title: comparisonWords.bootstrap, kind: "figure" as const }] : []),
    ],
    rows: places.map((i) => {
      const { stratum, corruption, baseline, candidate, difference, ci, ciReason } = drops[i];
      const pointer = `${at}/drops/${i}`;
      return [
        namedStratumCell(source, stratum),
        wordsCell([nameOf(corruption, 60)]),
        figureCell([figureAt(source, `${pointer}/severity`, "count")]),
        cell(`${pointer}/baseline/drop`, baseline.drop),
        cell(`${pointer}/candidate/drop`, candidate.drop),
        cell(`${pointer}/difference`, difference),
        ...(paired
          ? [
              ci
                ? figureCell(intervalProse(source, `${pointer}/ci`, ci, "difference"))
                : undefinedCell(words.noInterval(ciReason)),
            ]
          : []),
      ];
    }),
  };
}
