import type { Acceptance } from "../../src/results/schema/analyses.js";
import { metricWords } from "../metricWords.js";
import { joined, type Part, type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { gateWords } from "../words/gate.js";
import { robustnessWords } from "../words/robustness.js";
import { words } from "../words.js";
import { intervalProse, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { figureCell, type Table, wordsCell } from "./table.js";

/** Every acceptance criterion, what it was judged on, and how it came out. */
export function criteriaTable(source: Source): Table {
  return {
    id: "criteria-outcomes",
    caption: words.criteria.caption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.criterion, kind: "words" },
      { title: words.columns.estimate, kind: "figure" },
      { title: words.columns.judged, kind: "figure" },
      { title: words.columns.outcome, kind: "words" },
      { title: words.columns.why, kind: "words", sentences: true },
    ],
    rows: source.results.acceptance.map((criterion, index) => {
      const pointer = `/results/acceptance/${index}`;
      return [
        namedStratumCell(source, criterion.stratum),
        wordsCell(ruleProse(source, index)),
        criterion.value === null
          ? undefinedCell(words.statuses.undefined)
          : figureCell([figureAt(source, `${pointer}/value`, "metric")]),
        criterion.ci === null
          ? undefinedCell(
              criterion.rule.judge === "estimate"
                ? words.criteria.estimateJudged
                : words.noInterval(undefined),
            )
          : {
              ...figureCell(intervalProse(source, `${pointer}/ci`, criterion.ci)),
              note: [nameOf(criterion.ci.method)],
            },
        { content: [words.criteria.outcomes[criterion.outcome]], kind: criterion.outcome },
        { ...wordsCell([nameOf(criterion.reason, 240)]), note: neededProse(source, index) },
      ];
    }),
  };
}

/** The cases that would decide an undecided criterion; undefined where it is decided or none would. */
export function neededProse(source: Source, index: number): Prose | undefined {
  const { needed } = source.results.acceptance[index];
  if (needed === undefined) return undefined;
  const pointer = `/results/acceptance/${index}/needed`;
  const count = (name: "positives" | "negatives"): Part | undefined =>
    needed[name] === null ? undefined : figureAt(source, `${pointer}/${name}`, "count");
  return gateWords.needed(count("positives"), count("negatives"), needed.towards);
}

/** `AUROC at least 0.800`. */
export function ruleProse(source: Source, index: number): Prose {
  const { metric } = source.results.acceptance[index];
  return say`${metricWords(metric).name}${underProse(source, index)} ${limitProse(source, index)}`;
}

/** ` under rotation at severity 3`, where the criterion is on corrupted images. */
export function underProse(source: Source, index: number): Prose {
  const { corruption } = source.results.acceptance[index];
  if (corruption === undefined) return [];
  const severity = figureAt(source, `/results/acceptance/${index}/severity`, "count");
  return robustnessWords.under(nameOf(corruption, 60), severity);
}

/** `at least 0.800`. */
export function limitProse(source: Source, index: number): Prose {
  const { rule }: Acceptance = source.results.acceptance[index];
  const pointer = `/results/acceptance/${index}/rule`;
  const limits: Prose[] = [];
  if (rule.atLeast !== undefined)
    limits.push(words.criteria.atLeast(figureAt(source, `${pointer}/atLeast`, "metric")));
  if (rule.atMost !== undefined)
    limits.push(words.criteria.atMost(figureAt(source, `${pointer}/atMost`, "metric")));
  return say`${joined(limits, ", ")}${rule.judge === "estimate" ? words.criteria.onEstimate : ""}`;
}
