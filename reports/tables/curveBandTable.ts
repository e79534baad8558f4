import { formatted } from "../format/number.js";
import type { Prose } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { curveBandWords as text } from "../words/curveBands.js";
import { words } from "../words.js";
import { evenly } from "./curveTable.js";
import { levelOf } from "./keyTable.js";
import { undefinedCell } from "./metricCell.js";
import { type Cell, figureCell, type Table } from "./table.js";

/** Rows of a band's table at most: every twentieth of the axis; results.json has all points. */
const longest = 21;

type BandPoint = Readonly<Record<string, number | null>>;

/** The band along a stratum's ROC curve as a table; undefined in results without it. */
export function rocBandTable(source: Source, index: number): Table | undefined {
  const { name, rocBand } = source.results.strata[index];
  const caption = text.rocCaption(nameOf(name), levelOf(source));
  return rocBand && bandTable(source, `/results/strata/${index}/rocBand`, rocBand, "fpr", caption);
}

/** The same along its precision–recall curve. */
export function prBandTable(source: Source, index: number): Table | undefined {
  const { name, prBand } = source.results.strata[index];
  const caption = text.prCaption(nameOf(name), levelOf(source));
  return prBand && bandTable(source, `/results/strata/${index}/prBand`, prBand, "recall", caption);
}

function bandTable(
  source: Source,
  pointer: string,
  band: readonly BandPoint[],
  x: "fpr" | "recall",
  caption: Prose,
): Table {
  const chosen = evenly(band.length, longest);
  const bound = (point: number, key: "lower" | "upper"): Cell =>
    band[point][key] === null
      ? undefinedCell(text.noBound)
      : figureCell([figureAt(source, `${pointer}/${point}/${key}`, "metric")]);
  return {
    id: `${x === "fpr" ? "roc" : "pr"}-band-${pointer.split("/")[3]}`,
    caption: [
      ...caption,
      " ",
      text.thinned(formatted(chosen.length, "count"), formatted(band.length, "count")),
    ],
    columns: [words.columns[x], text.lower, text.upper].map((title) => ({ title, kind: "figure" })),
    rows: chosen.map((point) => [
      figureCell([figureAt(source, `${pointer}/${point}/${x}`, "metric")]),
      bound(point, "lower"),
      bound(point, "upper"),
    ]),
  };
}
