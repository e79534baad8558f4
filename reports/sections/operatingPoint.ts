import type { Matrix, Section } from "../document.js";
import { mainStrata } from "../shownStrata.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { words } from "../words.js";
import { chosenPoint } from "./chosenPoint.js";

/** How the threshold was chosen, where it was, and a confusion matrix a stratum. */
export function operatingPointSection(source: Source): Section {
  return {
    id: "operating-point",
    title: words.sections.operatingPoint,
    lead: [words.operatingPoint.lead],
    blocks: [
      ...chosenPoint(source),
      { kind: "matrices", matrices: mainStrata(source).map((index) => matrixOf(source, index)) },
    ],
  };
}

function matrixOf(source: Source, index: number): Matrix {
  const pointer = `/results/strata/${index}`;
  const count = (key: string) => figureAt(source, `${pointer}/${key}`, "count");
  return {
    id: `confusion-${index}`,
    mark: source.marks[index],
    caption: words.operatingPoint.caption(nameOf(source.results.strata[index].name, 80)),
    threshold: words.operatingPoint.atThreshold(
      figureAt(source, `${pointer}/threshold`, "threshold"),
      nameOf(source.results.strata[index].thresholdSource, 160),
    ),
    tp: count("confusion/tp"),
    fp: count("confusion/fp"),
    fn: count("confusion/fn"),
    tn: count("confusion/tn"),
    positives: count("positives"),
    negatives: count("negatives"),
  };
}
