import type { Figure, Prose } from "../prose.js";
import { joined, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import type { StratumMark } from "../stratumMarks.js";
import { figureCell, type Table, wordsOr } from "../tables/table.js";
import { words } from "../words.js";

/** The case-flow diagram: from the manifest, past what was left out, to the strata. */
export interface Flow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly start: FlowBox;
  readonly removed: readonly FlowBox[];
  readonly end: FlowBox;
  readonly strata: readonly StratumBox[];
  /** The sum that shows nothing is lost, or the warning that something is. */
  readonly sum: Prose;
  readonly complete: boolean;
  readonly data: Table;
}

export interface FlowBox {
  readonly title: string;
  readonly cases: Figure;
  readonly casesWord: string;
  /** Undefined where the manifest names no images. */
  readonly images: Figure | undefined;
  readonly imagesWord: string;
  readonly reason?: Prose;
}

export interface StratumBox {
  readonly mark: StratumMark;
  readonly name: Prose;
  readonly cases: Figure;
  readonly casesWord: string;
  readonly positives: Figure;
  readonly negatives: Figure;
}

/** Undefined where the results have no flow. */
export function caseFlow(source: Source): Flow | undefined {
  const { flow } = source.results.cohort;
  if (flow.length < 2) return undefined;
  const boxes = flow.map((_, index) => flowBox(source, index));
  const start = boxes[0];
  const end = boxes[boxes.length - 1];
  const left = flow.slice(1);
  const complete =
    flow[0].cases === left.reduce((sum, step) => sum + step.cases, 0) &&
    flow[0].images === left.reduce((sum, step) => sum + step.images, 0);
  const terms = joined(
    [end, ...boxes.slice(1, -1)].map((box) => say`${box.cases}`),
    " + ",
  );
  return {
    id: "case-flow",
    title: words.cohort.flowTitle,
    description: words.cohort.flowDescription,
    start,
    removed: boxes.slice(1, -1),
    end,
    strata: source.results.strata.flatMap((stratum, index) =>
      stratum.kind === "declared" ? [stratumBox(source, index)] : [],
    ),
    sum: complete ? words.cohort.addsUp(start.cases, terms) : words.cohort.doesNotAddUp(start.cases, terms),
    complete,
    data: flowTable(boxes),
  };
}

function flowBox(source: Source, index: number): FlowBox {
  const step = source.results.cohort.flow[index];
  const pointer = `/results/cohort/flow/${index}`;
  return {
    title: words.cohort.steps[step.step],
    cases: figureAt(source, `${pointer}/cases`, "count"),
    casesWord: words.cohort.casesOf(step.cases),
    images:
      source.results.cohort.namesImages === false
        ? undefined
        : figureAt(source, `${pointer}/images`, "count"),
    imagesWord: words.cohort.imagesOf(step.images),
    reason: step.reason === undefined ? undefined : [nameOf(step.reason)],
  };
}

function stratumBox(source: Source, index: number): StratumBox {
  const pointer = `/results/strata/${index}`;
  return {
    mark: source.marks[index],
    name: [nameOf(source.results.strata[index].name, 60)],
    cases: figureAt(source, `${pointer}/cases`, "count"),
    casesWord: words.cohort.casesOf(source.results.strata[index].cases),
    positives: figureAt(source, `${pointer}/positives`, "count"),
    negatives: figureAt(source, `${pointer}/negatives`, "count"),
  };
}

function flowTable(boxes: readonly FlowBox[]): Table {
  const withImages = boxes[0].images !== undefined;
  return {
    id: "case-flow-data",
    caption: withImages ? words.cohort.flowCaption : words.cohort.flowCaptionNoImages,
    columns: [
      { title: words.columns.step, kind: "words" },
      { title: words.cohort.casesHead, kind: "figure" },
      { title: words.columns.images, kind: "figure" },
      { title: words.columns.reason, kind: "words" },
    ],
    rows: boxes.map((box) => [
      { content: [box.title], kind: "words" },
      figureCell([box.cases]),
      box.images === undefined ? wordsOr(undefined, words.none) : figureCell([box.images]),
      wordsOr(box.reason, words.none),
    ]),
  };
}
