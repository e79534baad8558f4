import type { Chart } from "./charts/chart.js";
import type { Figure, Prose } from "./prose.js";
import type { Flow } from "./sections/caseFlow.js";
import type { StratumMark } from "./stratumMarks.js";
import type { Table } from "./tables/table.js";

/** A report before it is HTML: what stands in it, in the order it is read. */
export interface Section {
  /** Its anchor, fixed across reports. */
  readonly id: string;
  readonly title: string;
  readonly lead: readonly Prose[];
  readonly blocks: readonly Block[];
  /** Sub-sections, after the blocks. */
  readonly parts?: readonly Section[];
}

/** Sections and their parts, in the order they are read. */
export function flattened(sections: readonly Section[]): Section[] {
  return sections.flatMap((section) => [section, ...flattened(section.parts ?? [])]);
}

export type Block =
  | { readonly kind: "table"; readonly table: Table; readonly folded?: string }
  | { readonly kind: "charts"; readonly legend?: readonly LegendEntry[]; readonly charts: readonly Chart[] }
  | { readonly kind: "matrices"; readonly matrices: readonly Matrix[] }
  | { readonly kind: "flow"; readonly flow: Flow }
  | { readonly kind: "pictures"; readonly title?: Prose; readonly cases: readonly PicturedCase[] }
  | { readonly kind: "paragraph"; readonly text: Prose }
  /** A command to copy. */
  | { readonly kind: "command"; readonly command: Prose }
  /** Ruled lines to be filled in by hand. */
  | { readonly kind: "signature"; readonly lines: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly Prose[] }
  | { readonly kind: "terms"; readonly terms: readonly { readonly term: Prose; readonly meaning: Prose }[] };

/** One case with its radiographs. */
export interface PicturedCase {
  readonly title: Prose;
  readonly pictures: readonly {
    /** A `data:` address; undefined where the picture lies beside the report only. */
    readonly source: string | undefined;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
    readonly caption: Prose;
  }[];
}

export interface LegendEntry {
  readonly mark: StratumMark;
  readonly name: Prose;
}

/** A confusion matrix of one stratum. */
export interface Matrix {
  readonly id: string;
  readonly mark: StratumMark;
  readonly caption: Prose;
  readonly threshold: Prose;
  readonly tp: Figure;
  readonly fp: Figure;
  readonly fn: Figure;
  readonly tn: Figure;
  readonly positives: Figure;
  readonly negatives: Figure;
}
