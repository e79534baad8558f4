import type { AddedValue, ConfounderModel, ConfounderTerm } from "../../src/results/schema/confounders.js";
import type { Interval } from "../../src/results/schema/metric.js";
import { joined, type Prose, say } from "../prose.js";
import { figureAt, nameOf, pointerKey, type Source } from "../source.js";
import { confounderWords as words } from "../words/confounders.js";
import { words as general } from "../words.js";
import { levelOf } from "./keyTable.js";
import { intervalProse, undefinedCell } from "./metricCell.js";
import { namedStratumCell } from "./stratumNames.js";
import { type Cell, type Column, figureCell, type Table, wordsCell } from "./table.js";

const stratumColumn: Column = { title: general.columns.stratum, kind: "words" };
const figureColumns = (...titles: readonly string[]): Column[] =>
  titles.map((title) => ({ title, kind: "figure" }));

/** The confounders in words: `age and sex`. */
export function confounderNames(source: Source): Prose {
  const names = source.results.protocol.confounders.map((name): Prose => [nameOf(name, 60)]);
  return names.length < 2
    ? joined(names, "")
    : say`${joined(names.slice(0, -1), words.names.between)}${words.names.last}${names.at(-1)}`;
}

/** Why there is no model. */
export function reasonOfModel(model: Pick<ConfounderModel, "reason" | "status">): string {
  return model.reason ?? general.statuses[model.status];
}

/** Every coefficient of every model. */
export function termsTable(source: Source, only?: number): Table {
  const { columns } = words;
  return {
    id: only === undefined ? "confounder-terms" : `confounder-terms-${only}`,
    caption: words.termsCaption(levelOf(source)),
    columns: [
      stratumColumn,
      { title: columns.term, kind: "words" },
      ...figureColumns(columns.perSd, columns.perUnit, columns.coefficient, columns.z, columns.wald),
      { title: columns.lr, kind: "figure", meaning: columns.lrMeaning },
    ],
    rows: source.results.confounders.flatMap((model, m) => {
      if (only !== undefined && m !== only) return [];
      const head = namedStratumCell(source, model.stratum);
      if (model.terms.length === 0) return [[head, undefinedCell(reasonOfModel(model), 7)]];
      return model.terms.map((term, t) => [
        head,
        ...termCells(source, term, `/results/confounders/${m}/terms/${t}`),
      ]);
    }),
  };
}

function termCells(source: Source, term: ConfounderTerm, pointer: string): Cell[] {
  return [
    wordsCell([nameOf(term.name, 60)], term.coding === undefined ? undefined : [nameOf(term.coding, 80)]),
    oddsCell(source, term.oddsRatioPerSd, term.oddsRatioPerSdCi, pointer, "oddsRatioPerSd"),
    oddsCell(source, term.oddsRatio, term.oddsRatioCi, pointer, "oddsRatio"),
    ...wordsOfCoefficient(source, term, pointer),
    pCell(source, term.p, `${pointer}/p`),
    pCell(source, term.lrP, `${pointer}/lrP`),
  ];
}

function oddsCell(
  source: Source,
  value: number | null,
  ci: Interval | null | undefined,
  pointer: string,
  key: "oddsRatio" | "oddsRatioPerSd",
): Cell {
  if (value === null)
    return undefinedCell(key === "oddsRatioPerSd" && ci === null ? general.none : words.tooLarge);
  return figureCell(
    [figureAt(source, `${pointer}/${key}`, "ratio")],
    ci ? ratioInterval(source, `${pointer}/${key}Ci`) : undefined,
  );
}

/** `1.26–46.2`. */
export function ratioInterval(source: Source, pointer: string): Prose {
  return say`${figureAt(source, `${pointer}/lower`, "ratio")}–${figureAt(source, `${pointer}/upper`, "ratio")}`;
}

function wordsOfCoefficient(source: Source, term: ConfounderTerm, pointer: string): Cell[] {
  if (term.coefficient === null || term.standardError === null || term.z === null)
    return [undefinedCell(general.none, 2)];
  const error = figureAt(source, `${pointer}/standardError`, "metric");
  return [
    figureCell([figureAt(source, `${pointer}/coefficient`, "metric")], say`${words.columns.error} ${error}`),
    figureCell([figureAt(source, `${pointer}/z`, "metric")]),
  ];
}

export function pCell(source: Source, p: number | null, pointer: string): Cell {
  return p === null ? undefinedCell(general.none) : figureCell([figureAt(source, pointer, "p")]);
}

/** What the score adds to the confounders, and they to it. */
export function addedValueTable(source: Source): Table {
  const { columns } = words;
  const names = confounderNames(source);
  const kinds = [
    { key: "addedValue", what: words.over([words.score], names) },
    { key: "addedValueOfConfounders", what: words.over(names, [words.score]) },
  ] as const;
  return {
    id: "added-value",
    caption: words.addedCaption(levelOf(source)),
    columns: [
      stratumColumn,
      { title: columns.what, kind: "words" },
      ...figureColumns(columns.statistic, columns.df, general.columns.p),
      { title: columns.method, kind: "words" },
      ...figureColumns(columns.without, columns.with, columns.difference),
    ],
    rows: source.results.confounders.flatMap((model, m) => {
      const head = namedStratumCell(source, model.stratum);
      return kinds.flatMap(({ key, what }) => {
        const added = model[key];
        if (added)
          return [[head, wordsCell(what), ...addedCells(source, added, `/results/confounders/${m}/${key}`)]];
        return key === "addedValue" ? [[head, wordsCell(what), undefinedCell(reasonOfModel(model), 7)]] : [];
      });
    }),
  };
}

function addedCells(source: Source, added: AddedValue, pointer: string): Cell[] {
  const { auroc } = added;
  const area = (key: "with" | "without") =>
    typeof auroc?.[key] === "number"
      ? figureCell([figureAt(source, `${pointer}/auroc/${key}`, "metric")])
      : undefinedCell(general.none);
  return [
    figureCell([figureAt(source, `${pointer}/statistic`, "metric")]),
    figureCell([figureAt(source, `${pointer}/df`, "integer")]),
    figureCell([figureAt(source, `${pointer}/p`, "p")]),
    wordsCell([nameOf(added.method ?? "likelihood ratio")]),
    area("without"),
    area("with"),
    typeof auroc?.value === "number"
      ? figureCell(
          [figureAt(source, `${pointer}/auroc/value`, "difference")],
          auroc.ci ? intervalProse(source, `${pointer}/auroc/ci`, auroc.ci, "difference") : undefined,
        )
      : undefinedCell(auroc?.reason ?? general.none),
  ];
}

/** Cases, method and notes of each model. */
export function modelsTable(source: Source): Table {
  const { columns } = words;
  return {
    id: "confounder-models",
    caption: words.modelsCaption,
    columns: [
      stratumColumn,
      ...figureColumns(columns.modelled, columns.fractures, columns.perTerm),
      { title: columns.fit, kind: "words" },
      { title: columns.notes, kind: "words" },
    ],
    rows: source.results.confounders.map((model, m) => {
      const at = (key: string, format: "count" | "age") =>
        figureAt(source, `/results/confounders/${m}/${key}`, format);
      const counted = model.events !== undefined && model.nonEvents !== undefined;
      return [
        namedStratumCell(source, model.stratum),
        figureCell(say`${at("cases", "count")} / ${at("excluded", "count")}`),
        counted
          ? figureCell(say`${at("events", "count")} / ${at("nonEvents", "count")}`)
          : undefinedCell(general.none),
        typeof model.eventsPerTerm === "number"
          ? figureCell([at("eventsPerTerm", "age")])
          : undefinedCell(general.none),
        wordsCell(methodProse(source, model, m)),
        notesCell(source, model, m),
      ];
    }),
  };
}

function methodProse(source: Source, model: ConfounderModel, m: number): Prose {
  if (model.status !== "ok") return [nameOf(reasonOfModel(model))];
  const parts: Prose[] = [[words.methods[model.method]]];
  if (model.errors === "cluster-robust" && typeof model.clusters === "number")
    parts.push(words.robust(figureAt(source, `/results/confounders/${m}/clusters`, "count")));
  if (!model.intercept) parts.push([words.withoutIntercept]);
  return joined(parts, "; ");
}

function notesCell(source: Source, model: ConfounderModel, m: number): Cell {
  const missing = Object.entries(model.missing ?? {}).flatMap(([name, count]): Prose[] =>
    count === 0
      ? []
      : [
          words.missing(
            nameOf(name, 60),
            figureAt(source, `/results/confounders/${m}/missing/${pointerKey(name)}`, "count"),
          ),
        ],
  );
  const left = (model.left ?? []).map(({ name, reason }) => words.leftOut(nameOf(name, 60), nameOf(reason)));
  const warnings = (model.warnings ?? []).map((text): Prose => [nameOf(text, 200)]);
  const notes = [...missing, ...left, ...warnings];
  return wordsCell(notes.length === 0 ? [general.none] : joined(notes, "; "));
}

/** How the score's odds ratio differs between strata; undefined where that was not modelled. */
export function interactionTable(source: Source): Table | undefined {
  const found = source.results.strataInteraction;
  if (!found || found.terms.length === 0) return undefined;
  const { columns, interaction } = words;
  return {
    id: "strata-interaction",
    caption: interaction.caption(
      nameOf(found.reference ?? "", 60),
      levelOf(source),
      words.methods[found.method],
    ),
    columns: [
      stratumColumn,
      ...figureColumns(interaction.ratio, columns.coefficient, columns.z, columns.wald, columns.lr),
    ],
    rows: found.terms.map((term, t) => {
      const pointer = `/results/strataInteraction/terms/${t}`;
      return [
        namedStratumCell(source, term.stratum),
        oddsCell(source, term.oddsRatioPerSd, term.oddsRatioPerSdCi, pointer, "oddsRatioPerSd"),
        ...wordsOfCoefficient(source, term, pointer),
        pCell(source, term.p, `${pointer}/p`),
        pCell(source, term.lrP, `${pointer}/lrP`),
      ];
    }),
  };
}
