import type { Calibration } from "../../src/results/schema/calibration.js";
import type { Chart } from "../charts/chart.js";
import { reliabilityChart } from "../charts/reliabilityChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { joined, type Prose } from "../prose.js";
import { mainStrata } from "../shownStrata.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { binTable, calibrationTable } from "../tables/calibrationTable.js";
import { intervalProse, reasonOf } from "../tables/metricCell.js";
import { calibrationWords as words } from "../words/calibration.js";

/** Whether the probabilities say how often there is a fracture; no section in results without bins. */
export function calibrationSection(source: Source): Section | undefined {
  const strata = mainStrata(source).filter((index) => calibrationOf(source, index)?.bins);
  if (strata.length === 0) return undefined;
  const repeats = strata.some((index) => calibrationOf(source, index)!.patientsRepeat);
  const blocks: Block[] = [
    { kind: "list", items: strata.map((index) => sentence(source, index)) },
    { kind: "charts", charts: strata.map((index) => diagram(source, index)) },
    { kind: "table", table: calibrationTable(source, strata) },
    { kind: "list", items: [...(repeats ? [words.repeat] : []), ...words.limits] },
  ];
  return { id: "calibration", title: words.title, lead: [words.lead], blocks };
}

function calibrationOf(source: Source, index: number): Calibration | null | undefined {
  return source.results.strata[index].calibration;
}

/** What the intervals of slope and level show of one stratum. */
function sentence(source: Source, index: number): Prose {
  const { figures } = calibrationOf(source, index)!;
  const stratum = source.results.strata[index];
  const name = nameOf(stratum.name, 60);
  const pointer = `/results/strata/${index}/calibration/figures`;
  const found: Prose[] = [];
  const slope = figures?.slope;
  const intercept = figures?.intercept;
  if (!slope?.ci && !intercept?.ci)
    return words.verdict(name, words.undefinedBecause(nameOf(intercept ? reasonOf(intercept) : "")));
  const figure = (key: string) => figureAt(source, `${pointer}/${key}/value`, "metric");
  if (intercept?.ci) {
    const interval = intervalProse(source, `${pointer}/intercept/ci`, intercept.ci);
    if (intercept.ci.upper < 0) found.push(words.high(figure("intercept"), interval));
    if (intercept.ci.lower > 0) found.push(words.low(figure("intercept"), interval));
  }
  if (slope?.ci) {
    const interval = intervalProse(source, `${pointer}/slope/ci`, slope.ci);
    if (slope.ci.upper < 1) found.push(words.extreme(figure("slope"), interval));
    if (slope.ci.lower > 1) found.push(words.timid(figure("slope"), interval));
  }
  if (found.length > 0) return words.verdict(name, joined(found, words.between));
  const cases = figureAt(source, `/results/strata/${index}/cases`, "count");
  const positives = figureAt(source, `/results/strata/${index}/positives`, "count");
  return words.verdict(name, words.nothing(cases, positives));
}

function diagram(source: Source, index: number): Chart {
  const name = shown(source.results.strata[index].name, 40);
  const bins = calibrationOf(source, index)!.bins!.flatMap((bin) =>
    bin.meanPredicted === null || bin.observed === null
      ? []
      : [
          {
            from: bin.from,
            to: bin.to,
            cases: bin.cases,
            predicted: bin.meanPredicted,
            observed: bin.observed,
            lower: bin.ci?.lower ?? null,
            upper: bin.ci?.upper ?? null,
          },
        ],
  );
  return {
    id: `figure-reliability-${index}`,
    title: words.chartTitle(name),
    description: words.chartDescription(name),
    spec: reliabilityChart(bins, source.marks[index], words.axes),
    data: [binTable(source, index)],
  };
}
