import type { Flip } from "../../src/results/schema/comparison.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import { type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { comparisonWords } from "../words/comparison.js";
import { robustnessWords } from "../words/robustness.js";
import { words } from "../words.js";
import { countsCell, levelOf } from "./keyTable.js";
import { intervalProse, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, type Column, figureCell, type Table, wordsCell } from "./table.js";

const at = "/results/comparison";
const text = (title: string): Column => ({ title, kind: "words" });
const figure = (title: string, meaning?: string): Column => ({
  title,
  kind: "figure",
  ...(meaning === undefined ? {} : { meaning }),
});

/** Every regression rule, what it was judged on, and how it came out. */
export function regressionTable(source: Source): Table {
  const { rules } = source.results.comparison!;
  return {
    id: "regression-rules",
    caption: [comparisonWords.rulesCaption],
    columns: [
      text(words.columns.stratum),
      text(words.columns.metric),
      figure(comparisonWords.margin),
      figure(comparisonWords.change),
      figure(comparisonWords.judged),
      text(words.columns.outcome),
      { ...text(words.columns.why), sentences: true },
    ],
    rows: rules.map((rule, index) => {
      const pointer = `${at}/rules/${index}`;
      return [
        namedStratumCell(source, rule.stratum),
        wordsCell(ruledFigure(source, index)),
        figureCell([figureAt(source, `${pointer}/rule/margin`, "metric")]),
        differenceCell(source, pointer, rule.difference),
        intervalCell(source, `${pointer}/ci`, rule.ci),
        {
          content: [words.criteria.outcomes[rule.outcome]],
          kind: rule.outcome,
          ...(rule.improved ? { note: [comparisonWords.improved] } : {}),
        },
        { ...wordsCell([nameOf(rule.reason, 400)]), note: couldSeeProse(source, index) },
      ];
    }),
  };
}

/** `AUROC`, `AUROC under rotation at severity 3` or `Drop in AUROC under …`: what a rule is on. */
export function ruledFigure(source: Source, index: number): Prose {
  const { metric, corruption, of } = source.results.comparison!.rules[index];
  const { name } = metricWords(metric);
  if (corruption === undefined) return [name];
  const severity = figureAt(source, `${at}/rules/${index}/severity`, "count");
  const under = robustnessWords.under(nameOf(corruption, 60), severity);
  return of === "drop"
    ? comparisonWords.dropIn(say`${metricInSentence(metric)}${under}`)
    : say`${name}${under}`;
}

/** What the cases could have shown; undefined where there is nothing to judge. */
function couldSeeProse(source: Source, index: number): Prose | undefined {
  const { couldSee, outcome } = source.results.comparison!.rules[index];
  if (couldSee === undefined) return undefined;
  const pointer = `${at}/rules/${index}/couldSee`;
  const shown = (key: string) => figureAt(source, `${pointer}/${key}`, "metric");
  const cases = (key: string) => figureAt(source, `${pointer}/needed/${key}`, "count");
  // Where the rule is undecided its reason says so already.
  const needed =
    couldSee.needed === null || outcome === "inconclusive"
      ? []
      : comparisonWords.needed(cases("positives"), cases("negatives"));
  return say`${comparisonWords.couldSee(shown("margin80"), shown("loss80"))}${needed}`;
}

/** All metrics of the given changes in both runs. */
export function changesTable(source: Source, id: string, places: readonly number[]): Table {
  const { changes } = source.results.comparison!;
  return {
    id,
    caption: comparisonWords.changesCaption(levelOf(source)),
    columns: [
      text(words.columns.stratum),
      text(words.columns.metric),
      figure(comparisonWords.baseline),
      figure(comparisonWords.candidate),
      figure(comparisonWords.change),
      figure(comparisonWords.judged),
      figure(comparisonWords.bootstrap),
      figure(words.columns.p),
      text(comparisonWords.test),
    ],
    rows: places.map((index) => {
      const change = changes[index];
      const pointer = `${at}/changes/${index}`;
      const head = [namedStratumCell(source, change.stratum), wordsCell([metricWords(change.metric).name])];
      if (change.difference === null)
        return [...head, undefinedCell(change.reason ?? words.statuses[change.status], 7)];
      const value = (key: "baseline" | "candidate") =>
        figureCell([figureAt(source, `${pointer}/${key}`, "metric")]);
      return [
        ...head,
        value("baseline"),
        value("candidate"),
        differenceCell(source, pointer, change.difference),
        intervalCell(source, `${pointer}/judgedCi`, change.judgedCi, change.judgedCiReason),
        intervalCell(source, `${pointer}/ci`, change.ci, change.ciReason),
        change.p === null ? undefinedCell(words.none) : figureCell([figureAt(source, `${pointer}/p`, "p")]),
        wordsCell([nameOf(change.test)]),
      ];
    }),
  };
}

function differenceCell(source: Source, pointer: string, difference: number | null): Cell {
  return difference === null
    ? undefinedCell(comparisonWords.undefinedChange)
    : figureCell([figureAt(source, `${pointer}/difference`, "difference")]);
}

function intervalCell(
  source: Source,
  pointer: string,
  interval: Parameters<typeof intervalProse>[2] | null,
  reason?: string,
): Cell {
  return interval === null
    ? undefinedCell(words.noInterval(reason))
    : figureCell(intervalProse(source, pointer, interval, "difference"));
}

/** Cases in common and flips, a row a stratum. */
export function flipCountsTable(source: Source): Table {
  const { strata } = source.results.comparison!;
  return {
    id: "comparison-cases",
    caption: [comparisonWords.countsCaption],
    columns: [
      text(words.columns.stratum),
      figure(words.columns.cases, words.columns.casesMeaning),
      figure(comparisonWords.newlyWrong),
      figure(comparisonWords.newlyRight),
    ],
    rows: strata.map(({ name, identical }, index) => {
      const pointer = `${at}/strata/${index}`;
      return [
        { ...namedStratumCell(source, name), ...(identical ? { note: [comparisonWords.identical] } : {}) },
        countsCell(source, pointer),
        figureCell([figureAt(source, `${pointer}/newlyWrong`, "count")]),
        figureCell([figureAt(source, `${pointer}/newlyRight`, "count")]),
      ];
    }),
  };
}

/** Flips of either kind that the report prints; results.json has more. */
export const mostPrinted = 50;

/** The cases that flipped. */
export function flipsTable(source: Source): Table {
  const { flips } = source.results.comparison!;
  const rows = (kind: "newlyWrong" | "newlyRight") =>
    flips[kind].slice(0, mostPrinted).map((flip, index) => flipRow(source, kind, flip, index));
  return {
    id: "comparison-flips",
    caption: [comparisonWords.flipsCaption],
    columns: [
      text(comparisonWords.case),
      text(comparisonWords.flip),
      text(words.columns.stratum),
      text(comparisonWords.truth),
      figure(comparisonWords.baseline),
      figure(comparisonWords.candidate),
    ],
    rows: [...rows("newlyWrong"), ...rows("newlyRight")],
  };
}

function flipRow(source: Source, kind: "newlyWrong" | "newlyRight", flip: Flip, index: number): Cell[] {
  const probability = (key: "baseline" | "candidate") =>
    figureCell([figureAt(source, `${at}/flips/${kind}/${index}/${key}`, "metric")]);
  return [
    wordsCell([nameOf(flip.case, 60)]),
    wordsCell([comparisonWords[kind]]),
    wordsCell([nameOf(flip.strata.join(", "), 120)]),
    wordsCell([flip.label === 1 ? comparisonWords.fracture : comparisonWords.noFracture]),
    probability("baseline"),
    probability("candidate"),
  ];
}
