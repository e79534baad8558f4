import { lowerIsBetter, type MetricName } from "../../src/results/schema/metric.js";
import type { Chart } from "../charts/chart.js";
import { type IntervalRow, intervalChart, intervalScale } from "../charts/intervalChart.js";
import type { Block, Section } from "../document.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import type { Prose } from "../prose.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import {
  changesTable,
  flipCountsTable,
  flipsTable,
  mostPrinted,
  regressionTable,
} from "../tables/comparisonTables.js";
import { markOf } from "../tables/stratumNames.js";
import { comparisonWords } from "../words/comparison.js";
import { comparedRobustnessBlocks } from "./comparedRobustness.js";

const at = "/results/comparison";
const always: readonly string[] = ["auroc", "sensitivity", "specificity"];

/** Which run this one is compared with, and at which thresholds; nothing where there was none. */
export function comparedRuns(source: Source): Prose[] {
  const { comparison } = source.results;
  if (comparison === null) return [];
  const { model } = comparison.baseline;
  return [
    comparisonWords.lead(
      nameOf(model.name, 60),
      { ...nameOf(model.sha256.slice(0, 12)), code: true },
      textAt(source, `${at}/baseline/startedAt`),
      figureAt(source, `${at}/cases/common`, "count"),
    ),
    comparisonWords.thresholds(
      figureAt(source, `${at}/baseline/threshold`, "threshold"),
      figureAt(source, `${at}/threshold`, "threshold"),
    ),
  ];
}

/** This run against a baseline, case by case; undefined where there was none. */
export function comparisonSection(source: Source): Section | undefined {
  const { comparison } = source.results;
  if (comparison === null) return undefined;
  const { rules, changes, flips, warnings } = comparison;
  const flipped = flips.newlyWrong.length + flips.newlyRight.length > 0;
  const blocks: Block[] = [
    ...(rules.length > 0
      ? [{ kind: "table" as const, table: regressionTable(source) }]
      : [{ kind: "paragraph" as const, text: [comparisonWords.noRules] }]),
    { kind: "charts", charts: forestPlots(source) },
    { kind: "paragraph", text: [comparisonWords.method] },
    {
      kind: "table",
      table: changesTable(source, "comparison-changes", [...changes.keys()]),
      folded: comparisonWords.changesFolded,
    },
    { kind: "table", table: flipCountsTable(source) },
    flipped
      ? { kind: "table", table: flipsTable(source), folded: comparisonWords.flipsCaption }
      : { kind: "paragraph", text: [comparisonWords.noFlips] },
    ...flipsLeftOut(source),
    ...comparedRobustnessBlocks(source),
    ...(warnings.length > 0
      ? [
          {
            kind: "list" as const,
            items: warnings.map((_, index) => [textAt(source, `${at}/warnings/${index}`)]),
          },
        ]
      : []),
  ];
  return {
    id: "comparison",
    title: comparisonWords.title,
    lead: [
      ...comparedRuns(source),
      ...(rules.length > 0 ? [comparisonWords.verdict(comparisonWords.outcomes[comparison.verdict])] : []),
    ],
    blocks,
  };
}

/** How many flips there are, where the table has not all of them. */
function flipsLeftOut(source: Source): Block[] {
  const { flips, strata } = source.results.comparison!;
  if (Math.max(flips.newlyWrong.length, flips.newlyRight.length) <= mostPrinted) return [];
  const merged = `${at}/strata/${strata.findIndex(({ kind }) => kind === "merged")}`;
  const counted = (kind: "newlyWrong" | "newlyRight") => figureAt(source, `${merged}/${kind}`, "count");
  return [
    { kind: "paragraph", text: comparisonWords.flipsTitle(counted("newlyWrong"), counted("newlyRight")) },
  ];
}

/** The main metrics, and those that a rule names, a chart each on one scale. */
function forestPlots(source: Source): Chart[] {
  const { changes, rules } = source.results.comparison!;
  const ruled = rules.flatMap(({ metric, corruption }) => (corruption === undefined ? [metric] : []));
  const metrics = [...new Set([...always, ...ruled])];
  const rows = metrics.map((metric) => forestRows(source, metric));
  const scale = intervalScale(rows.flat(), "difference", [-2, 2]);
  return metrics.map((metric, index) => ({
    id: `figure-comparison-${index}`,
    title: comparisonWords.chartTitle(metricWords(metric).name),
    description: comparisonWords.chartDescription(metricInSentence(metric)),
    spec: intervalChart(rows[index], scale),
    data: [
      changesTable(
        source,
        `figure-comparison-data-${index}`,
        changes.flatMap((change, place) => (change.metric === metric ? [place] : [])),
      ),
    ],
  }));
}

function forestRows(source: Source, metric: string): IntervalRow[] {
  const { changes, rules } = source.results.comparison!;
  // The margin lies on the side of worse.
  const side = lowerIsBetter.has(metric as MetricName) ? 1 : -1;
  return changes
    .filter((change) => change.metric === metric)
    .map((change) => {
      const rule = rules.find(
        (one) => one.corruption === undefined && one.metric === metric && one.stratum === change.stratum,
      );
      return {
        name: change.stratum,
        mark: markOf(source, change.stratum) ?? unknownStratum,
        value: change.difference,
        lower: change.judgedCi?.lower ?? null,
        upper: change.judgedCi?.upper ?? null,
        ...(change.reason === undefined ? {} : { reason: change.reason }),
        ...(rule === undefined ? {} : { limit: side * rule.rule.margin }),
      };
    });
}
