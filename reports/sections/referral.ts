import type { Chart } from "../charts/chart.js";
import { lineChart } from "../charts/lineChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { joined, type Prose } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import { levelOf } from "../tables/keyTable.js";
import { intervalProse } from "../tables/metricCell.js";
import { aurcTable, rateByStratumTable, rateTable, riskTable } from "../tables/referralTables.js";
import { markOf } from "../tables/stratumNames.js";
import { scoreWords, uncertaintyWords as words } from "../words/uncertainty.js";

/** The rate that the section's sentence is about. */
const told = 0.2;
/** Strata that one chart still holds legibly; of more only merged is drawn. */
const mostTogether = 6;

/** Which cases a person should read, and what that would have caught. */
export function referralSections(source: Source): Section[] {
  const { referral } = source.results;
  if (!referral || referral.curves.length === 0) return [];
  const scores = [...new Set(referral.curves.map(({ score }) => score))];
  const sentence = sentenceOf(source, scores[0]);
  const blocks: Block[] = [
    { kind: "table", table: rateTable(source, scores[0]) },
    { kind: "paragraph", text: words.referralLimits },
    {
      kind: "charts",
      legend: drawnStrata(source).map((name) => ({
        mark: markOf(source, name) ?? unknownStratum,
        name: [nameOf(name, 60)],
      })),
      charts: scores.map((score) => riskChart(source, score)),
    },
    { kind: "table", table: aurcTable(source, scores) },
    ...scores.map((score) => ({
      kind: "table" as const,
      table: rateByStratumTable(source, score),
      folded: words.rateSummary(scoreWords(score).inSentence),
    })),
  ];
  return [
    {
      id: "referral",
      title: words.referralTitle,
      lead: [words.referralLead, ...(sentence ? [sentence] : [])],
      blocks,
    },
  ];
}

/** What one rate would have caught, stratum by stratum. */
function sentenceOf(source: Source, score: string): Prose | undefined {
  const { rates } = source.results.referral!;
  const index = rates.findIndex((one) => one.score === score && one.rate === told);
  if (index < 0) return undefined;
  const pointer = `/results/referral/rates/${index}`;
  const { strata } = rates[index];
  const all = strata.findIndex(({ stratum }) => stratum === "merged");
  const each = strata.flatMap(({ stratum, caught }, s): Prose[] => {
    if (s === all) return [];
    const own = `${pointer}/strata/${s}`;
    if (caught.value === null || !caught.exactCi) return [words.noneWrong(nameOf(stratum, 60))];
    return [
      words.caughtOf({
        stratum: nameOf(stratum, 60),
        caught: figureAt(source, `${own}/caught/value`, "percent"),
        level: levelOf(source),
        errors: figureAt(source, `${own}/errors`, "count"),
        interval: intervalProse(source, `${own}/caught/exactCi`, caught.exactCi, "percent"),
        referred: figureAt(source, `${own}/referred`, "count"),
        cases: figureAt(source, `${own}/cases`, "count"),
      }),
    ];
  });
  return words.referralSentence({
    rate: figureAt(source, `${pointer}/rate`, "percent"),
    score: scoreWords(score).inSentence,
    referred: figureAt(source, `${pointer}/strata/${all}/referred`, "count"),
    cases: figureAt(source, `${pointer}/strata/${all}/cases`, "count"),
    strata: joined(each, "; "),
  });
}

function drawnStrata(source: Source): string[] {
  const names = [...new Set(source.results.referral!.curves.map(({ stratum }) => stratum))];
  return names.length <= mostTogether ? names : ["merged"];
}

function riskChart(source: Source, score: string): Chart {
  const { curves } = source.results.referral!;
  const names = drawnStrata(source);
  const own = curves.flatMap((curve, index) =>
    curve.score === score && names.includes(curve.stratum) && curve.vertices.length > 0 ? [index] : [],
  );
  const { name, inSentence } = scoreWords(score);
  const lines = own.map((index) => ({
    mark: markOf(source, curves[index].stratum) ?? unknownStratum,
    points: curves[index].vertices.map(({ coverage, risk }) => ({ x: coverage, y: risk })),
  }));
  // One scale for all scores, so that charts can be compared.
  const drawn = curves.filter(({ stratum }) => names.includes(stratum));
  const highest = Math.max(0, ...drawn.flatMap(({ vertices }) => vertices.map(({ risk }) => risk)));
  return {
    id: `figure-risk-${score}`,
    title: words.curveTitle(name),
    description: words.curveDescription(inSentence, names.map((one) => shown(one, 40)).join(", ")),
    spec: lineChart(lines, Math.min(1, Math.ceil(highest * 20 + 1e-9) / 20 || 0.05), words.curveAxes),
    data: own.map((index) => riskTable(source, index)),
  };
}
