import type { StudyStratum } from "../../src/results/schema/study.js";
import type { Chart } from "../charts/chart.js";
import { curveChart, type Point } from "../charts/curveChart.js";
import { type ReaderPoint, readerMark } from "../charts/readerPoints.js";
import type { Block, LegendEntry, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { say } from "../prose.js";
import { nameOf, type Source, textAt } from "../source.js";
import type { StratumMark } from "../stratumMarks.js";
import { indexOf } from "../tables/stratumNames.js";
import { deviceOf, pointsTable, ratersTable } from "../tables/studyRaters.js";
import { studyRankingTable, studyThresholdTable } from "../tables/studyTable.js";
import { studyWords } from "../words/study.js";
import { prCurve, prStyle, rocCurve, rocStyle } from "./curves.js";

/** The published study beside this run; no section where the strata file compares with none. */
export function studySections(source: Source): Section[] {
  const { study } = source.results;
  if (study === undefined) return [];
  const blocks: Block[] = [
    { kind: "table", table: studyRankingTable(source, study.strata) },
    { kind: "table", table: studyThresholdTable(source, study.strata) },
  ];
  study.strata.forEach((stratum, place) => {
    if (stratum.readers.length > 0) blocks.push(...ratersBlocks(source, stratum, place));
  });
  const lead = studyWords.lead({
    title: nameOf(study.title),
    citation: textAt(source, "/results/study/citation"),
    doi: textAt(source, "/results/study/doi"),
  });
  return [{ id: "study", title: studyWords.title, lead, blocks }];
}

interface Rater {
  readonly name: string;
  readonly mark: StratumMark;
  readonly exact: StudyStratum["readers"][number]["exact"];
}

function ratersBlocks(source: Source, stratum: StudyStratum, place: number): Block[] {
  const table: Block = { kind: "table", table: ratersTable(source, place, stratum) };
  const index = indexOf(source, stratum.stratum);
  const ours = source.results.strata[index];
  if (!ours || ours.roc.length === 0 || ours.pr.length === 0)
    return [{ kind: "paragraph", text: studyWords.noCurve(nameOf(stratum.stratum, 60)) }, table];
  const raters = ratersOf(source, stratum);
  const name = shown(stratum.stratum, 40);
  const all = raters.map((rater) => rater.name).join(", ");
  const roc = pointsOf(raters, ({ specificity, sensitivity }) => ({ x: 1 - specificity, y: sensitivity }));
  const pr = pointsOf(raters, ({ sensitivity, precision }) => ({ x: sensitivity, y: precision }));
  const charts: Chart[] = [
    {
      id: `figure-study-roc-${place}`,
      title: studyWords.rocTitle(name),
      description: studyWords.rocDescription(name, all),
      spec: curveChart([rocCurve(source, index)], rocStyle, roc),
      data: [pointsTable(source, place, "roc", stratum)],
    },
    {
      id: `figure-study-pr-${place}`,
      title: studyWords.prTitle(name),
      description: studyWords.prDescription(name, all),
      spec: curveChart([prCurve(source, index)], prStyle, pr),
      data: [pointsTable(source, place, "pr", stratum)],
    },
  ];
  const legend: LegendEntry[] = [
    { mark: source.marks[index], name: studyWords.thisRunOn(nameOf(stratum.stratum, 60)) },
    ...raters.map((rater) => ({ mark: rater.mark, name: say`${nameOf(rater.name)}` })),
  ];
  return [{ kind: "charts", legend, charts }, table];
}

/** The study's readers, then its device; each has one shape in every stratum. */
function ratersOf(source: Source, stratum: StudyStratum): Rater[] {
  const everyone =
    source.results.study?.strata.flatMap(({ readers }) => readers.map(({ short }) => short)) ?? [];
  const known = [...new Set(everyone)];
  const device = stratum.model[deviceOf(stratum)];
  return [
    ...stratum.readers.map(({ name, short, exact, inReferenceStandard }) => ({
      name: `${name} (${short})${inReferenceStandard ? `, ${studyWords.inStandard}` : ""}`,
      mark: readerMark(known.indexOf(short), inReferenceStandard),
      exact,
    })),
    ...(device ? [{ name: device.name, mark: readerMark(known.length, false), exact: device.exact }] : []),
  ];
}

function pointsOf(raters: readonly Rater[], place: (exact: Rater["exact"]) => Point): ReaderPoint[] {
  return raters.flatMap(({ mark, exact }) => {
    const point = place(exact);
    return Number.isFinite(point.x) && Number.isFinite(point.y) ? [{ ...point, mark }] : [];
  });
}
