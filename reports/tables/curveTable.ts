import { formatted } from "../format/number.js";
import { type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { words } from "../words.js";
import { figureCell, type Table } from "./table.js";

/** Rows of a curve's table at most; results.json has all vertices. */
const longest = 60;

/** A stratum's ROC as a table. */
export function rocTable(source: Source, index: number): Table {
  const stratum = source.results.strata[index];
  return curveTable(source, `roc-data-${index}`, words.curves.rocCaption(nameOf(stratum.name)), {
    pointer: `/results/strata/${index}/roc`,
    vertices: stratum.roc,
    first: { key: "fpr", title: words.columns.fpr },
    second: { key: "tpr", title: words.columns.tpr },
  });
}

/** A stratum's precision–recall curve as a table. */
export function prTable(source: Source, index: number): Table {
  const stratum = source.results.strata[index];
  return curveTable(source, `pr-data-${index}`, words.curves.prCaption(nameOf(stratum.name)), {
    pointer: `/results/strata/${index}/pr`,
    vertices: stratum.pr,
    first: { key: "recall", title: words.columns.recall },
    second: { key: "precision", title: words.columns.precision },
  });
}

interface CurveData {
  readonly pointer: string;
  readonly vertices: readonly { readonly threshold: number | null }[];
  readonly first: { readonly key: string; readonly title: string };
  readonly second: { readonly key: string; readonly title: string };
}

function curveTable(source: Source, id: string, caption: Prose, data: CurveData): Table {
  const chosen = evenly(data.vertices.length, longest);
  const all = formatted(data.vertices.length, "count");
  const note =
    chosen.length === data.vertices.length
      ? words.curves.allVertices(all)
      : words.curves.thinned(formatted(chosen.length, "count"), all);
  return {
    id,
    caption: say`${caption} ${note}`,
    columns: [
      { title: words.columns.threshold, kind: "figure" },
      { title: data.first.title, kind: "figure" },
      { title: data.second.title, kind: "figure" },
    ],
    rows: chosen.map((vertex) => {
      const pointer = `${data.pointer}/${vertex}`;
      const threshold =
        data.vertices[vertex].threshold === null
          ? words.curves.noFiniteThreshold
          : figureAt(source, `${pointer}/threshold`, "threshold");
      return [
        figureCell([threshold]),
        figureCell([figureAt(source, `${pointer}/${data.first.key}`, "metric")]),
        figureCell([figureAt(source, `${pointer}/${data.second.key}`, "metric")]),
      ];
    }),
  };
}

/** At most `most` of the indices 0 … count − 1, evenly spaced, first and last among them. */
export function evenly(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, place) => Math.round((place * (count - 1)) / (most - 1)));
}
