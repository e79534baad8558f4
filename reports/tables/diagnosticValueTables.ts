import { formatted } from "../format/number.js";
import { type Prose, say } from "../prose.js";
import { figureAt, metricAt, type Source } from "../source.js";
import { diagnosticValueWords as text } from "../words/diagnosticValue.js";
import { words } from "../words.js";
import { levelOf } from "./keyTable.js";
import { metricCell, reasonOf, undefinedCell } from "./metricCell.js";
import { stratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell } from "./table.js";

/** Strata × LR+ and LR−. */
export function ratiosTable(source: Source, strata: readonly number[]): Table {
  return {
    id: "likelihood-ratios",
    caption: text.ratiosCaption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: text.positive, kind: "figure" },
      { title: text.negative, kind: "figure" },
    ],
    rows: strata.map((index) => [
      stratumCell(source, index),
      ratioCell(source, `/results/strata/${index}/likelihoodRatios/positive`),
      ratioCell(source, `/results/strata/${index}/likelihoodRatios/negative`),
    ]),
  };
}

function ratioCell(source: Source, pointer: string): Cell {
  const metric = metricAt(source, pointer)!;
  if (metric.value === null) return undefinedCell(reasonOf(metric));
  const interval: Prose | undefined = metric.ci
    ? say`${figureAt(source, `${pointer}/ci/lower`, "ratio")}–${figureAt(source, `${pointer}/ci/upper`, "ratio")}`
    : undefined;
  return {
    ...figureCell([figureAt(source, `${pointer}/value`, "ratio")], interval),
    note: metric.ci ? undefined : [words.noInterval(metric.ciReason)],
  };
}

/** Strata × prevalences: PPV, NPV or both. */
export function valuesTable(
  source: Source,
  id: string,
  strata: readonly number[],
  values: readonly ("ppv" | "npv")[],
): Table {
  const prevalences = source.results.strata[strata[0]].predictiveValues!;
  return {
    id,
    caption: text.valuesCaption(levelOf(source)),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: text.call, kind: "words" },
      ...prevalences.map(({ prevalence }) => ({
        title: formatted(prevalence, "percent"),
        kind: "figure" as const,
      })),
    ],
    rows: strata.flatMap((index) =>
      values.map((value) => [
        { ...stratumCell(source, index), detail: undefined },
        wordsCell([text[value]]),
        ...prevalences.map((_, place) =>
          metricCell(source, `/results/strata/${index}/predictiveValues/${place}/${value}`),
        ),
      ]),
    ),
  };
}
