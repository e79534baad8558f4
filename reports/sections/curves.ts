import type { Metric } from "../../src/results/schema/metric.js";
import type { StratumResult } from "../../src/results/schema/stratum.js";
import type { Chart } from "../charts/chart.js";
import { type Curve, type CurveStyle, curveChart, type Point } from "../charts/curveChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { joined, type Prose, say } from "../prose.js";
import { mainStrata } from "../shownStrata.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { prBandTable, rocBandTable } from "../tables/curveBandTable.js";
import { curvePointsTable } from "../tables/curvePointsTable.js";
import { prTable, rocTable } from "../tables/curveTable.js";
import { levelOf } from "../tables/keyTable.js";
import type { Table } from "../tables/table.js";
import { curveBandWords } from "../words/curveBands.js";
import { readerWords } from "../words/readers.js";
import { words } from "../words.js";
import { type CurveReaders, curveReaders } from "./curveReaders.js";

/** Strata that one chart still holds legibly; more are drawn one chart each, with the reference behind. */
const mostTogether = 5;

export const rocStyle: CurveStyle = { axes: words.curves.rocAxes, interpolate: "linear", diagonal: true };
export const prStyle: CurveStyle = { axes: words.curves.prAxes, interpolate: "step-before", diagonal: false };

/** ROC and precision–recall curves of the declared strata and merged, where they have both classes. */
export function curvesSection(source: Source): Section {
  const { strata } = source.results;
  const main = mainStrata(source);
  const drawn = main.filter((index) => strata[index].roc.length > 0 && strata[index].pr.length > 0);
  const missing = main
    .filter((index) => !drawn.includes(index))
    .map((index): Prose => [nameOf(strata[index].name, 60)]);
  const blocks: Block[] = [];
  if (drawn.length === 0) {
    return { id: "curves", title: words.sections.curves, lead: [words.curves.none], blocks };
  }
  if (missing.length > 0)
    blocks.push({ kind: "paragraph", text: words.curves.missing(joined(missing, ", ")) });
  const groups = drawn.length <= mostTogether ? [drawn] : drawn.map((index) => [index]);
  const read = drawn.filter((index) => curveReaders(source, index).roc.length > 0);
  blocks.push(...groups.map((group) => curves(source, group)));
  // Several strata's readers on one chart are more points than can be told apart.
  if (groups[0].length > 1) blocks.push(...read.map((index) => curvesWithReaders(source, index)));
  const lead = [
    words.curves.lead,
    ...(drawn.some((index) => strata[index].rocBand) ? [curveBandWords.lead(levelOf(source))] : []),
    ...(read.length > 0 ? [readerWords.onCurvesLead, readersAt] : []),
  ];
  return { id: "curves", title: words.sections.curves, lead, blocks };
}

const readersAt: Prose = [{ kind: "link", text: readerWords.inFigures, section: "readers" }];

/** Strata on one chart, or one alone with its readers. */
function curves(source: Source, strata: readonly number[]): Block {
  const alone = strata.length === 1 ? curveReaders(source, strata[0]) : undefined;
  const readers = alone !== undefined && alone.roc.length > 0 ? alone : undefined;
  const legend = strata.map((index) => ({ mark: source.marks[index], name: legendProse(source, index) }));
  return {
    kind: "charts",
    legend: [...legend, ...(readers?.legend ?? [])],
    charts: [rocChart(source, strata, readers), prChart(source, strata, readers)],
  };
}

/** A stratum's curves once more, with its readers. */
function curvesWithReaders(source: Source, index: number): Block {
  const readers = curveReaders(source, index);
  const name = shown(source.results.strata[index].name, 40);
  const own = { mark: source.marks[index], name: legendProse(source, index) };
  const table = (id: string, second: "specificity" | "precision") => {
    const points = curvePointsTable(source, id, [index], ["sensitivity", second], true);
    const elsewhere = curveBandWords.elsewhere(nameOf(source.results.strata[index].name, 60));
    return { ...points, notes: [...(points.notes ?? []), elsewhere] };
  };
  const chart = (kind: "roc" | "pr", title: string, description: string) => ({
    ...{ id: `figure-readers-${kind}-${index}`, title, description },
    data: [table(`readers-${kind}-data-${index}`, kind === "roc" ? "specificity" : "precision")],
  });
  return {
    kind: "charts",
    legend: [own, ...readers.legend],
    charts: [
      {
        ...chart("roc", readerWords.rocTitle(name), readerWords.rocDescription(name)),
        spec: curveChart(layered(source, [index], rocCurve), rocStyle, readers.roc),
      },
      {
        ...chart("pr", readerWords.prTitle(name), readerWords.prDescription(name)),
        spec: curveChart(layered(source, [index], prCurve), prStyle, readers.pr),
      },
    ],
  };
}

function rocChart(source: Source, strata: readonly number[], readers?: CurveReaders): Chart {
  return {
    id: `figure-roc-${strata[0]}`,
    title: titleOf(source, words.curves.rocTitle, strata),
    description: described(words.curves.rocDescription(namesOf(source, strata)), readers),
    spec: curveChart(layered(source, strata, rocCurve), rocStyle, readers?.roc),
    data: [
      curvePointsTable(source, `roc-points-${strata[0]}`, strata, ["sensitivity", "specificity"], !!readers),
      ...strata.flatMap((index) => [rocTable(source, index), ...present(rocBandTable(source, index))]),
    ],
  };
}

function prChart(source: Source, strata: readonly number[], readers?: CurveReaders): Chart {
  return {
    id: `figure-pr-${strata[0]}`,
    title: titleOf(source, words.curves.prTitle, strata),
    description: described(words.curves.prDescription(namesOf(source, strata)), readers),
    spec: curveChart(layered(source, strata, prCurve), prStyle, readers?.pr),
    data: [
      curvePointsTable(source, `pr-points-${strata[0]}`, strata, ["sensitivity", "precision"], !!readers),
      ...strata.flatMap((index) => [prTable(source, index), ...present(prBandTable(source, index))]),
    ],
  };
}

const described = (text: string, readers: CurveReaders | undefined) =>
  readers === undefined ? text : `${text} ${readerWords.described}`;

const present = (table: Table | undefined): Table[] => (table === undefined ? [] : [table]);

/** Merged lowest, then the strata; alone, a stratum stands before the reference. */
function layered(
  source: Source,
  strata: readonly number[],
  draw: (source: Source, index: number) => Curve,
): Curve[] {
  const merged = strata.filter((index) => source.results.strata[index].kind === "merged");
  const others = strata.filter((index) => !merged.includes(index));
  const curves = [...merged, ...others].map((index) => draw(source, index));
  if (strata.length > 1) return curves;
  const reference = source.results.strata.findIndex(({ name }) => name === source.results.protocol.reference);
  if (reference < 0 || reference === strata[0]) return curves;
  const behind = draw(source, reference);
  return behind.points.length === 0 ? curves : [{ ...behind, behind: true }, ...curves];
}

/** A stratum's ROC with its operating point. */
export function rocCurve(source: Source, index: number): Curve {
  const stratum = source.results.strata[index];
  const { sensitivity, specificity } = stratum.metrics;
  return {
    mark: source.marks[index],
    points: stratum.roc.map(({ fpr, tpr }) => ({ x: fpr, y: tpr })),
    band: bandOf(stratum.rocBand, "fpr"),
    operatingPoint: pointOf(specificity.value === null ? null : 1 - specificity.value, sensitivity),
  };
}

/** A stratum's precision–recall curve with its operating point and its share of fractures. */
export function prCurve(source: Source, index: number): Curve {
  const stratum = source.results.strata[index];
  const { sensitivity, precision } = stratum.metrics;
  return {
    mark: source.marks[index],
    points: fromNoRecall(stratum).map(({ recall, precision }) => ({ x: recall, y: precision })),
    band: bandOf(stratum.prBand, "recall"),
    operatingPoint: pointOf(sensitivity.value, precision),
    noSkill: stratum.positives / stratum.cases,
  };
}

/** The points of a band that have bounds; empty in results without it. */
function bandOf<K extends string>(
  band: readonly (Record<K, number> & { lower: number | null; upper: number | null })[] | undefined,
  key: K,
) {
  return (band ?? []).flatMap((point) => {
    const { lower, upper } = point;
    return lower === null || upper === null ? [] : [{ x: point[key], lower, upper }];
  });
}

/** The step-wise curve holds the first vertex's precision back to recall 0. */
function fromNoRecall({ pr }: StratumResult) {
  return pr.length > 0 && pr[0].recall > 0 ? [{ ...pr[0], recall: 0 }, ...pr] : pr;
}

function pointOf(x: number | null, y: Metric): Point | null {
  return x === null || y.value === null ? null : { x, y: y.value };
}

function legendProse(source: Source, index: number): Prose {
  const pointer = `/results/strata/${index}`;
  const positives = figureAt(source, `${pointer}/positives`, "count");
  const negatives = figureAt(source, `${pointer}/negatives`, "count");
  return say`${nameOf(source.results.strata[index].name, 60)} (n⁺ ${positives}, n⁻ ${negatives})`;
}

/** A chart of one stratum among several names it. */
function titleOf(source: Source, title: string, strata: readonly number[]): string {
  const [only, ...others] = strata;
  return others.length > 0 ? title : words.curves.titleOf(title, shown(source.results.strata[only].name, 40));
}

function namesOf(source: Source, strata: readonly number[]): string {
  return strata.map((index) => shown(source.results.strata[index].name, 40)).join(", ");
}
