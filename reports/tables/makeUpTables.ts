import { joined, type Prose, say } from "../prose.js";
import { figureAt, nameOf, pointerKey, type Source } from "../source.js";
import { cohortWords } from "../words/cohort.js";
import { words } from "../words.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, figureCell, type Table, wordsCell, wordsOr } from "./table.js";

const text = cohortWords.makeUp;

/** Patients, age, sex and views of each stratum. */
export function makeUpTable(source: Source): Table {
  const { byStratum = [], namesImages } = source.results.cohort;
  return {
    id: "cohort-by-stratum",
    caption: text.caption(namesImages === false ? text.rows : text.images),
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.cohort.casesHead, kind: "figure" },
      { title: text.patients, kind: "figure" },
      { title: text.age, kind: "words" },
      { title: text.sex, kind: "words" },
      { title: text.views, kind: "words" },
    ],
    rows: byStratum.map(({ stratum, patients, age, sex, views }, index) => {
      const at = `/results/cohort/byStratum/${index}`;
      return [
        namedStratumCell(source, stratum),
        figureCell([figureAt(source, `${at}/cases`, "count")]),
        patients === null
          ? wordsOr(undefined, words.none)
          : figureCell([figureAt(source, `${at}/patients`, "count")]),
        age === null ? wordsOr(undefined, text.unknown) : ageCell(source, `${at}/age`),
        countsCell(source, `${at}/sex`, sex, text.unknown),
        countsCell(source, `${at}/views`, views, words.none),
      ];
    }),
  };
}

/** `52 (34–68; 18–95)`, and of how many cases it is. */
function ageCell(source: Source, pointer: string): Cell {
  return wordsCell(agesProse(source, pointer), text.known(figureAt(source, `${pointer}/known`, "count")));
}

export function agesProse(source: Source, pointer: string): Prose {
  const age = (key: string) => figureAt(source, `${pointer}/${key}`, "age");
  return say`${age("median")} (${age("lowerQuartile")}–${age("upperQuartile")}; ${age("minimum")}–${age("maximum")})`;
}

/** `F 12, M 9` */
export function countsCell(
  source: Source,
  pointer: string,
  counts: Readonly<Record<string, number>> | null | undefined,
  otherwise: string,
): Cell {
  const keys = Object.keys(counts ?? {});
  if (keys.length === 0) return wordsOr(undefined, otherwise);
  const each = keys.map(
    (key): Prose => say`${nameOf(key, 40)} ${figureAt(source, `${pointer}/${pointerKey(key)}`, "count")}`,
  );
  return wordsCell(joined(each, ", "));
}

/** The data of the ages' histograms: a row a bin, a column a stratum. */
export function agesTable(source: Source): Table {
  const { edges, strata } = source.results.cohort.ageHistogram!;
  const at = "/results/cohort/ageHistogram";
  return {
    id: "figure-ages-data",
    caption: text.chartCaption,
    columns: [
      { title: text.from, kind: "figure" },
      { title: text.below, kind: "figure" },
      ...strata.map(({ stratum }) => ({ title: nameOf(stratum, 40).text, kind: "figure" as const })),
    ],
    rows: edges
      .slice(1)
      .map((_, bin) => [
        figureCell([figureAt(source, `${at}/edges/${bin}`, "integer")]),
        figureCell([figureAt(source, `${at}/edges/${bin + 1}`, "integer")]),
        ...strata.map((_, s) => figureCell([figureAt(source, `${at}/strata/${s}/counts/${bin}`, "count")])),
      ]),
  };
}
