import type { ConfounderModel } from "../../src/results/schema/confounders.js";
import type { Chart } from "../charts/chart.js";
import { type OddsRow, oddsChart, oddsDecades } from "../charts/oddsChart.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { type Prose, say } from "../prose.js";
import { figureAt, nameOf, type Source } from "../source.js";
import { unknownStratum } from "../stratumMarks.js";
import {
  addedValueTable,
  confounderNames,
  interactionTable,
  modelsTable,
  ratioInterval,
  reasonOfModel,
  termsTable,
} from "../tables/confounderTables.js";
import { levelOf } from "../tables/keyTable.js";
import { markOf } from "../tables/stratumNames.js";
import { confounderWords as words } from "../words/confounders.js";
import { words as general } from "../words.js";

/** What the score adds to age, sex and the like; no section where no confounders are declared. */
export function confoundersSection(source: Source): Section | undefined {
  const { confounders } = source.results;
  if (confounders.length === 0) return undefined;
  const charts = forestPlots(source);
  const interaction = interactionTable(source);
  const blocks: Block[] = [
    { kind: "list", items: confounders.map((model, m) => sentence(source, model, m)) },
    ...(charts.length === 0 ? [] : [{ kind: "charts" as const, charts }]),
    { kind: "table", table: addedValueTable(source) },
    { kind: "table", table: termsTable(source) },
    ...interactionProse(source).map((text) => ({ kind: "paragraph" as const, text })),
    ...(interaction === undefined ? [] : [{ kind: "table" as const, table: interaction }]),
    { kind: "table", table: modelsTable(source), folded: words.modelsSummary },
    { kind: "list", items: words.limits },
  ];
  return { id: "confounders", title: words.title, lead: [words.lead(confounderNames(source))], blocks };
}

/** One stratum in words: never more than its p allows. */
function sentence(source: Source, model: ConfounderModel, m: number): Prose {
  const name = nameOf(model.stratum, 60);
  const names = confounderNames(source);
  const pointer = `/results/confounders/${m}`;
  if (model.status !== "ok") return words.noModel(name, nameOf(reasonOfModel(model)));
  if (!model.addedValue || model.events === undefined) return words.noTest(name);
  const alpha = 1 - source.results.protocol.bootstrap.level;
  const p = figureAt(source, `${pointer}/addedValue/p`, "p");
  const events = figureAt(source, `${pointer}/events`, "count");
  if (model.addedValue.p >= alpha) {
    const alone = model.scoreAlone?.term?.p;
    const associated = typeof alone === "number" && alone < alpha;
    const also = associated
      ? words.alone(names, figureAt(source, `${pointer}/scoreAlone/term/p`, "p"))
      : undefined;
    return say`${words.notShown(name, names, p, events)}${also}`;
  }
  const t = model.terms.findIndex((term) => term.name === words.score);
  const term = model.terms[t];
  const at = `${pointer}/terms/${t}`;
  const odds =
    term?.oddsRatioPerSd && term.oddsRatioPerSdCi
      ? words.odds(
          figureAt(source, `${at}/oddsRatioPerSd`, "ratio"),
          levelOf(source),
          ratioInterval(source, `${at}/oddsRatioPerSdCi`),
        )
      : undefined;
  return words.added({ stratum: name, names, p, events, odds, higher: (term?.coefficient ?? 0) >= 0 });
}

function forestPlots(source: Source): Chart[] {
  const models = source.results.confounders.flatMap((model, m) =>
    model.terms.length === 0 ? [] : [{ model, m, rows: rowsOf(model) }],
  );
  const decades = oddsDecades(models.flatMap(({ rows }) => rows));
  return models.map(({ model, m, rows }) => {
    const name = shown(model.stratum, 40);
    return {
      id: `figure-odds-${m}`,
      title: words.chartTitle(name),
      description: words.chartDescription(name),
      spec: oddsChart(rows, markOf(source, model.stratum) ?? unknownStratum, decades),
      data: [termsTable(source, m)],
    };
  });
}

/** The score first, then the confounders as declared. */
function rowsOf({ terms }: ConfounderModel): OddsRow[] {
  const drawn = terms.filter(({ name }) => name !== "intercept");
  return [...drawn.filter(isScore), ...drawn.filter((term) => !isScore(term))].map((term) => ({
    name: term.name,
    value: term.oddsRatioPerSd,
    lower: term.oddsRatioPerSdCi?.lower ?? null,
    upper: term.oddsRatioPerSdCi?.upper ?? null,
    reason: words.tooLarge,
  }));
}

const isScore = ({ name }: { name: string }): boolean => name === words.score;

function interactionProse(source: Source): Prose[] {
  const found = source.results.strataInteraction;
  if (!found) return [];
  const left = found.left.map(({ name, reason }) => words.interaction.left(nameOf(name, 60), nameOf(reason)));
  if (!found.joint) {
    const reason = found.reason ?? general.statuses[found.status];
    return [words.interaction.none(nameOf(reason)), ...left];
  }
  const p = figureAt(source, "/results/strataInteraction/joint/p", "p");
  const alpha = 1 - source.results.protocol.bootstrap.level;
  return [
    found.joint.p < alpha
      ? words.interaction.shown(p, nameOf(found.reference ?? "", 60))
      : words.interaction.notShown(p),
    ...left,
  ];
}
