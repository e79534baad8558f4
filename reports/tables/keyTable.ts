import { metricNames } from "../../src/results/schema/metric.js";
import { metricWords } from "../metricWords.js";
import { type Prose, say } from "../prose.js";
import { mainStrata } from "../shownStrata.js";
import { figureAt, pointerKey, type Source } from "../source.js";
import { words } from "../words.js";
import { metricCell } from "./metricCell.js";
import { stratumCell } from "./stratumNames.js";
import { type Cell, type Column, figureCell, type Table } from "./table.js";

/** What the key table shows whatever was declared primary. */
const always = ["auroc", "aupr", "sensitivity", "specificity"];

/** The metrics of the key table: those above, and what was declared primary. */
export function keyMetrics(source: Source): string[] {
  const primary = source.results.protocol.primary.filter((metric) => !always.includes(metric));
  return [...always, ...primary];
}

/** Strata × main metrics, with intervals and n⁺/n⁻. */
export function keyTable(source: Source): Table {
  const { bootstrap } = source.results.protocol;
  const caption = words.keyTable.caption(
    levelOf(source),
    words.keyTable.method(iterationsOf(source), words.keyTable.units[bootstrap.unit]),
  );
  return stratumTable(source, "key-figures", caption, keyMetrics(source), true);
}

/** Strata × the other metrics; undefined where the key table has them all. */
export function otherMetricsTable(source: Source): Table {
  const caption = words.keyTable.otherCaption(levelOf(source));
  return stratumTable(source, "other-figures", caption, otherMetrics(source), false);
}

/** The metrics that the key table doesn't have. */
export function otherMetrics(source: Source): string[] {
  const key = keyMetrics(source);
  return metricNames.filter((metric) => !key.includes(metric));
}

/** Strata × the metrics that have an exact interval anywhere; undefined where none has. */
export function exactTable(source: Source): Table | undefined {
  const metrics = metricNames.filter((metric) =>
    source.results.strata.some((stratum) => stratum.metrics[metric].exactCi),
  );
  if (metrics.length === 0) return undefined;
  return stratumTable(
    source,
    "exact-intervals",
    words.keyTable.exactCaption(levelOf(source)),
    metrics,
    false,
    "exactCi",
  );
}

export function levelOf(source: Source) {
  return figureAt(source, "/results/protocol/bootstrap/level", "percent");
}

function iterationsOf(source: Source) {
  return figureAt(source, "/results/protocol/bootstrap/iterations", "count");
}

/** Strata × metrics; the main strata unless told. */
export function stratumTable(
  source: Source,
  id: string,
  caption: Prose,
  metrics: readonly string[],
  counts: boolean,
  interval: "ci" | "exactCi" = "ci",
  strata: readonly number[] = mainStrata(source),
): Table {
  const columns: Column[] = [
    { title: words.columns.stratum, kind: "words" },
    ...(counts
      ? [{ title: words.columns.cases, kind: "figure" as const, meaning: words.columns.casesMeaning }]
      : []),
    ...metrics.map((metric) => ({ title: metricWords(metric).name, kind: "figure" as const })),
  ];
  const rows = strata.map((index) => [
    counts ? stratumCell(source, index) : { ...stratumCell(source, index), detail: undefined },
    ...(counts ? [countsCell(source, `/results/strata/${index}`)] : []),
    ...metricCells(source, `/results/strata/${index}/metrics`, metrics, interval),
  ]);
  return { id, caption, columns, rows };
}

/** A row's metrics; where all are undefined for one reason, one cell says it. */
export function metricCells(
  source: Source,
  pointer: string,
  metrics: readonly string[],
  interval: "ci" | "exactCi" = "ci",
): Cell[] {
  const cells = metrics.map((metric) => metricCell(source, `${pointer}/${pointerKey(metric)}`, interval));
  const reasons = new Set(
    cells.map((cell) => (cell.kind === "undefined" ? JSON.stringify(cell.content) : "")),
  );
  const [only] = reasons;
  if (cells.length < 2 || reasons.size > 1 || only === "") return cells;
  return [{ ...cells[0], columns: cells.length }];
}

/** `129 / 78`. */
export function countsCell(source: Source, pointer: string): Cell {
  const positives = figureAt(source, `${pointer}/positives`, "count");
  const negatives = figureAt(source, `${pointer}/negatives`, "count");
  return figureCell(say`${positives} / ${negatives}`);
}
