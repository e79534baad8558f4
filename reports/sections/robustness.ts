import type { Metric } from "../../src/results/schema/metric.js";
import type { Chart } from "../charts/chart.js";
import { degradationChart } from "../charts/degradationChart.js";
import type { Block, PicturedCase, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { joined, type Prose, plainText, say } from "../prose.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import { levelOf } from "../tables/keyTable.js";
import { intervalPrinted, intervalProse } from "../tables/metricCell.js";
import { areaTable, dropsTable, errorsTable, levelsTable, valueProse } from "../tables/robustnessTables.js";
import { markOf } from "../tables/stratumNames.js";
import { robustnessWords as words } from "../words/robustness.js";
import { breaks } from "./robustnessBreaks.js";

const pointer = "/results/robustness";

/** How figures fall as radiographs get worse; undefined where that was not measured. */
export function robustnessSection(source: Source): Section | undefined {
  const { robustness } = source.results;
  if (!robustness) return undefined;
  const corruptions = formatted(robustness.corruptions.length, "count");
  return {
    id: "robustness",
    title: words.title,
    lead: [words.lead, words.suites[robustness.suite](corruptions)],
    blocks: [
      {
        kind: "list",
        items: robustness.strata.map((_, s) => [...worstProse(source, s), ...breaks(source, s)]),
      },
      { kind: "paragraph", text: words.chartLead },
      { kind: "charts", legend: legend(source), charts: chartsOf(source) },
      ...unsafe(source),
      { kind: "table", table: areaTable(source) },
      ...robustness.strata.map(
        ({ stratum }, s): Block => ({
          kind: "table",
          table: dropsTable(source, s),
          folded: words.table.summary(shown(stratum, 60)),
        }),
      ),
      { kind: "table", table: errorsTable(source) },
      { kind: "paragraph", text: against(source) },
      { kind: "paragraph", text: words.limits },
    ],
    parts: pictures(source),
  };
}

function worstProse(source: Source, s: number): Prose {
  const { stratum, worst, corruptions, clean } = source.results.robustness!.strata[s];
  const name = nameOf(stratum, 60);
  if (worst === null) return clean.auroc.value === null ? words.noAuroc(name) : words.noWorst(name);
  if (worst.meanDrop <= 0) return words.noWorst(name);
  const c = corruptions.findIndex(({ corruption }) => corruption === worst.corruption);
  const k = corruptions[c].levels.findIndex(({ severity }) => severity === worst.severity);
  const at = `${pointer}/strata/${s}`;
  const interval = corruptions[c].levels[k].drops.auroc.ci;
  const drop = `${at}/corruptions/${c}/levels/${k}/drops/auroc`;
  const drops = corruptions[c].levels.map((level) => level.drops.auroc.value ?? Number.NaN);
  const level = drops.length > 1 && Math.max(...drops) - Math.min(...drops) < 1e-12;
  return words.worst({
    stratum: name,
    corruption: nameOf(worst.corruption, 60),
    meanDrop: drops.length === 1 || level ? undefined : figureAt(source, `${at}/worst/meanDrop`, "metric"),
    severity: level ? undefined : figureAt(source, `${at}/worst/severity`, "count"),
    drop: figureAt(source, `${at}/worst/drop`, "metric"),
    interval: interval
      ? say`${levelOf(source)}\u00A0CI ${intervalProse(source, `${drop}/ci`, interval)}`
      : undefined,
    shown: interval !== null && interval.lower > 0,
    alike:
      worst.alike &&
      joined(
        worst.alike.map((other) => [nameOf(other, 60)]),
        ", ",
      ),
  });
}

function legend(source: Source) {
  return source.results.robustness!.strata.map(({ stratum }) => ({
    mark: markOf(source, stratum) ?? unknownStratum,
    name: [nameOf(stratum, 60)],
  }));
}

/** One chart a corruption, all with the same axis; that with the largest drop in any stratum first. */
function chartsOf(source: Source): Chart[] {
  const { corruptions, strata } = source.results.robustness!;
  const lines = corruptions.map((_, c) =>
    strata.map(({ stratum, clean, corruptions: own }) => ({
      mark: markOf(source, stratum) ?? unknownStratum,
      points: [
        ...point(0, clean.auroc),
        ...own[c].levels.flatMap(({ severity, metrics }) => point(severity, metrics.auroc)),
      ],
    })),
  );
  const values = lines.flat(2).flatMap(({ points }) => points.flatMap(({ y, lower }) => [y, lower ?? y]));
  const low = Math.max(0, Math.floor(10 * Math.min(0.9, ...values)) / 10);
  const largest = corruptions.map((_, c) =>
    Math.max(
      ...strata.flatMap(({ corruptions: own }) =>
        own[c].levels.flatMap(({ drops: { auroc } }) => auroc.value ?? []),
      ),
    ),
  );
  // Where nothing is defined the largest is −∞: last, in the order of reports, as ties are.
  const order = [...corruptions.keys()].sort((a, b) =>
    largest[a] < largest[b] ? 1 : largest[a] > largest[b] ? -1 : 0,
  );
  return order.flatMap((c) => {
    const { name, process, parameter } = corruptions[c];
    if (strata[0].corruptions[c].levels.length === 0) return [];
    const names = strata.map(({ stratum }) => shown(stratum, 40)).join(", ");
    return [
      {
        id: `figure-robustness-${c}`,
        title: words.chartTitle(shown(name, 60)),
        description: words.chartDescription(shown(process), shown(parameter), names),
        spec: degradationChart(lines[c], [low, 1], words.axes),
        data: [levelsTable(source, c)],
      },
    ];
  });
}

function point(x: number, metric: Metric) {
  if (metric.value === null) return [];
  const interval = metric[intervalPrinted(metric)];
  return [{ x, y: metric.value, ...(interval ? { lower: interval.lower, upper: interval.upper } : {}) }];
}

function unsafe(source: Source): Block[] {
  const levels = source.results.robustness!.corruptions.flatMap(({ name, levels: own }, c) =>
    own.flatMap(({ severity, labelSafe }, k): Prose[] =>
      labelSafe
        ? []
        : [
            say`${nameOf(name, 60)} ${figureAt(source, `${pointer}/corruptions/${c}/levels/${k}/severity`, "count")} (${valueProse(source, c, severity)})`,
          ],
    ),
  );
  return levels.length === 0 ? [] : [{ kind: "paragraph", text: words.unsafe(joined(levels, ", ")) }];
}

function against(source: Source): Prose {
  const { baseline, noBaseline } = source.results.robustness!;
  return baseline
    ? words.errors.against(
        textAt(source, `${pointer}/baseline/name`),
        textAt(source, `${pointer}/baseline/source`, true),
      )
    : words.errors.none(nameOf(noBaseline ?? "", 240));
}

function pictures(source: Source): Section[] {
  const { pictures: found, corruptions } = source.results.robustness!;
  if (found === undefined) return [];
  const at = `${pointer}/pictures`;
  const view = found.view === null ? [] : words.pictures.view(textAt(source, `${at}/view`));
  const shownCase: PicturedCase = {
    title: words.pictures.case(textAt(source, `${at}/case`), view),
    pictures: found.images.map(({ corruption, severity, embedded, width, height }, i) => {
      const c = corruptions.findIndex(({ name }) => name === corruption);
      const caption =
        corruption === null
          ? words.pictures.clean
          : words.pictures.level(
              nameOf(corruption, 60),
              figureAt(source, `${at}/images/${i}/severity`, "count"),
              valueProse(source, c, severity),
            );
      return { source: embedded, alt: words.pictures.alt(plainText(caption)), width, height, caption };
    }),
  };
  return [
    {
      id: "corruption-pictures",
      title: words.pictures.title,
      lead: [],
      blocks: [{ kind: "pictures", cases: [shownCase] }],
    },
  ];
}
