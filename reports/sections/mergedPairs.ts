import type { Chart } from "../charts/chart.js";
import { type ShareRow, shareChart } from "../charts/shareChart.js";
import { ink } from "../charts/theme.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { metricWords } from "../metricWords.js";
import { figureAt, type Source, textAt } from "../source.js";
import { pairsTable } from "../tables/gapTable.js";
import { undefinedCell } from "../tables/metricCell.js";
import { markOf } from "../tables/stratumNames.js";
import { figureCell, type Table, wordsCell } from "../tables/table.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";

const text = stratificationWords.merged;
const kinds = ["worst", "others", "across"] as const;

/** Pairs that a table still shows at a glance. */
const mostPairs = 9;

/** The merged AUROC taken apart into its pairs; undefined where it can't be, or is one stratum's. */
export function mergedPairsSection(source: Source): Section | undefined {
  const pairs = pairsTable(source);
  if (pairs === undefined || pairs.rows.length === 1) return undefined;
  const blocks: Block[] = [{ kind: "paragraph", text: [textAt(source, "/results/masking/statement")] }];
  const chart = partsChart(source);
  if (chart !== undefined) blocks.push({ kind: "charts", charts: [chart] });
  const folded = pairs.rows.length > mostPairs ? { folded: text.pairsSummary } : {};
  blocks.push({ kind: "table", table: pairs, ...folded }, { kind: "paragraph", text: text.limits });
  return { id: "merged", title: text.title, lead: [text.lead], blocks };
}

function partsChart(source: Source): Chart | undefined {
  const { masking } = source.results;
  if (!masking?.parts) return undefined;
  const { parts, worst } = masking;
  const rows = kinds.flatMap((kind): ShareRow[] => {
    const { auroc, weight, pairs } = parts[kind];
    if (pairs === 0) return [];
    const mark = kind === "worst" ? markOf(source, worst.stratum) : undefined;
    return [
      {
        name: kind === "worst" ? text.worst(shown(worst.stratum, 60)) : text[kind],
        paint: mark?.paint ?? ink.rule,
        share: weight,
        figures: text.row(
          formatted(weight, "percent"),
          auroc === null ? undefined : formatted(auroc, "metric"),
        ),
      },
    ];
  });
  return {
    id: "figure-merged-parts",
    title: text.chartTitle,
    description: text.chartDescription,
    spec: shareChart(rows, text.axis),
    data: [partsTable(source)],
  };
}

function partsTable(source: Source): Table {
  const { parts, worst } = source.results.masking!;
  return {
    id: "figure-merged-parts-data",
    caption: text.partsCaption,
    columns: [
      { title: text.kind, kind: "words" },
      { title: words.columns.pairs, kind: "figure" },
      { title: words.columns.weight, kind: "figure" },
      { title: metricWords("auroc").name, kind: "figure" },
      { title: text.lift, kind: "figure" },
    ],
    rows: kinds.map((kind) => {
      const pointer = `/results/masking/parts/${kind}`;
      return [
        wordsCell([kind === "worst" ? text.worst(shown(worst.stratum, 60)) : text[kind]]),
        figureCell([figureAt(source, `${pointer}/pairs`, "count")]),
        figureCell([figureAt(source, `${pointer}/weight`, "metric")]),
        parts![kind].auroc === null
          ? undefinedCell(words.none)
          : figureCell([figureAt(source, `${pointer}/auroc`, "metric")]),
        figureCell([figureAt(source, `${pointer}/lift`, "difference")]),
      ];
    }),
  };
}
