import type { Metric } from "../../src/results/schema/metric.js";
import type { Histogram } from "../../src/results/schema/uncertainty.js";
import { bandChart } from "../charts/bandChart.js";
import type { Chart } from "../charts/chart.js";
import { histogramChart } from "../charts/histogramChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { joined, type Prose, say } from "../prose.js";
import { figureAt, metricAt, nameOf, pointerKey, type Source } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import { levelOf } from "../tables/keyTable.js";
import { intervalProse } from "../tables/metricCell.js";
import { markOf } from "../tables/stratumNames.js";
import { byMembersTable, errorTable, histogramTable, scoresTable } from "../tables/uncertaintyTables.js";
import { scoreWords, uncertaintyWords as words } from "../words/uncertainty.js";

/** Drawn as histograms, where they are there: disagreement, and ambiguity. */
const drawn = ["variance", "predictiveEntropy"];

/** Whether uncertainty tells hard cases from general ones, and wrong decisions from right ones. */
export function outOfDistributionSections(source: Source): Section[] {
  const { ood } = source.results;
  if (!ood) return [];
  const verdict = verdictProse(source);
  return [
    {
      id: "out-of-distribution",
      title: words.title,
      lead: [
        words.lead(
          nameOf(ood.in, 60),
          outside(source),
          ood.members > 0
            ? words.ofMembers(figureAt(source, "/results/ood/members", "count"))
            : words.ofModel,
        ),
        ...(verdict ? [verdict] : []),
      ],
      blocks: blocks(source),
    },
  ];
}

function blocks(source: Source): Block[] {
  const ood = source.results.ood!;
  const scores = Object.keys(ood.scores);
  const charts = [...histogramsOf(source), ...byMembersOf(source)];
  return [
    { kind: "table", table: scoresTable(source, "/results/ood/scores", scores) },
    { kind: "paragraph", text: words.limits },
    ...(charts.length > 0 ? [{ kind: "charts" as const, charts }] : []),
    ...(ood.byMembers.length > 0 ? [{ kind: "paragraph" as const, text: subsetsProse(source) }] : []),
    ...(ood.tempered
      ? [
          {
            kind: "table" as const,
            table: scoresTable(source, "/results/ood/tempered/scores", Object.keys(ood.tempered.scores)),
            folded: words.temperedSummary,
          },
        ]
      : ood.temperature
        ? [{ kind: "paragraph" as const, text: words.notTempered }]
        : []),
    ...(ood.errorDetection && ood.errorDetection.length > 0
      ? [
          { kind: "paragraph" as const, text: words.errorsLead },
          { kind: "table" as const, table: errorTable(source) },
        ]
      : []),
    {
      kind: "terms",
      terms: scores.map((score) => ({
        term: [scoreWords(score).name],
        meaning: [scoreWords(score).meaning],
      })),
    },
  ];
}

/** The answer to the section's question, with the figures it rests on; undefined in results without one. */
function verdictProse(source: Source): Prose | undefined {
  const ood = source.results.ood!;
  const { verdict } = ood;
  if (verdict === undefined || ood.scores[verdict.score] === undefined) return undefined;
  const pointer = `/results/ood/scores/${pointerKey(verdict.score)}`;
  const falseRate = metricAt(source, `${pointer}/fprAt95Tpr`)?.value ?? null;
  const because = words.because[verdict.because];
  const parts = {
    score: scoreWords(verdict.score).inSentence,
    inside: nameOf(ood.in, 60),
    outside: outside(source),
    auroc: aurocProse(source, `${pointer}/auroc`),
    withFracture: aurocProse(source, `${pointer}/withinPositives`),
    withoutFracture: aurocProse(source, `${pointer}/withinNegatives`),
    falseRate: falseRate === null ? undefined : figureAt(source, `${pointer}/fprAt95Tpr/value`, "percent"),
  };
  return say`${words.verdicts[verdict.outcome]} ${because(parts, verdict.outcome === "yes")}`;
}

/** The AUROC with the interval it is judged on. */
function aurocProse(source: Source, pointer: string): Prose {
  const metric: Metric | undefined = metricAt(source, pointer);
  if (!metric || metric.value === null) return say`AUROC ${metric?.reason ?? "not in these results"}`;
  const which = metric.exactCi ? "exactCi" : "ci";
  const interval = metric[which];
  const value = say`AUROC ${figureAt(source, `${pointer}/value`, "metric")}`;
  return interval
    ? say`${value}, ${which === "exactCi" ? "exact " : ""}${levelOf(source)}\u00A0CI ${intervalProse(source, `${pointer}/${which}`, interval)}`
    : value;
}

function outside(source: Source): Prose {
  return joined(
    source.results.ood!.out.map((name): Prose => [nameOf(name, 60)]),
    ", ",
  );
}

function histogramsOf(source: Source): Chart[] {
  return (source.results.ood!.histograms ?? []).flatMap((histogram, index) =>
    drawn.includes(histogram.score) ? [histogramOf(source, histogram, index)] : [],
  );
}

function histogramOf(source: Source, { score, scale, edges, strata }: Histogram, index: number): Chart {
  const { name, inSentence } = scoreWords(score);
  const panels = strata.map(({ stratum, counts }) => {
    const cases = counts.reduce((sum, count) => sum + count, 0);
    return {
      name: shown(stratum, 40),
      mark: markOf(source, stratum) ?? unknownStratum,
      shares: counts.map((count) => (cases === 0 ? 0 : count / cases)),
    };
  });
  return {
    id: `figure-histogram-${index}`,
    title: words.histogramTitle(name),
    description: words.histogramDescription(inSentence, panels.map((panel) => panel.name).join(", ")),
    spec: histogramChart(
      panels,
      scale === "root" ? edges.map(Math.sqrt) : edges,
      scale === "root" ? words.rootAxis(score) : (words.histogramAxes[score] ?? name),
    ),
    data: [histogramTable(source, index)],
  };
}

function byMembersOf(source: Source): Chart[] {
  const { byMembers, tempered } = source.results.ood!;
  if (byMembers.length < 2) return [];
  const points = (rows: typeof byMembers) => rows.map(({ members, auroc }) => ({ x: members, ...auroc }));
  const beside = tempered?.byMembers ?? [];
  return [
    {
      id: "figure-by-members",
      title: words.byMembersTitle,
      description: words.byMembersDescription + (beside.length > 0 ? words.byMembersTempered : ""),
      spec: bandChart(points(byMembers), points(beside), 0.5, words.byMembersAxes),
      data: [byMembersTable(source, false), ...(beside.length > 0 ? [byMembersTable(source, true)] : [])],
    },
  ];
}

function subsetsProse(source: Source): Prose {
  return source.results.ood!.subsets?.exhaustive
    ? words.exhaustive(figureAt(source, "/results/ood/subsets/evaluated", "count"))
    : words.sampled;
}
