import type { SubgroupsResult } from "../../src/results/schema/stratification.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { joined, type Prose, say } from "../prose.js";
import { gapsOf, groupStrata } from "../shownStrata.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { gapTableOf } from "../tables/gapTable.js";
import { keyMetrics, levelOf, otherMetrics, stratumTable } from "../tables/keyTable.js";
import { indexOf, stratumCell } from "../tables/stratumNames.js";
import { type Table, wordsOr } from "../tables/table.js";
import { stratificationWords } from "../words/stratification.js";
import { words } from "../words.js";

const text = stratificationWords.subgroups;

/** Crossed cells and bands with their figures and differences; undefined where there are none. */
export function subgroupsSection(source: Source): Section | undefined {
  const groups = groupStrata(source);
  if (groups.length === 0) return undefined;
  const blocks: Block[] = (source.results.subgroups ?? []).flatMap((one, index) =>
    blocksOf(source, one, index),
  );
  const level = levelOf(source);
  const table = (id: string, caption: Prose, gaps: readonly number[], folded: string): Block[] =>
    gaps.length === 0 ? [] : [{ kind: "table", table: gapTableOf(source, id, caption, gaps), folded }];
  const names = new Set(groups.map((index) => source.results.strata[index].name));
  const others = gapsOf(source, "descriptive").filter((index) =>
    names.has(source.results.gaps[index].stratum),
  );
  blocks.push(
    ...table(
      "group-gaps",
      text.exploratoryCaption(level),
      gapsOf(source, "exploratory"),
      text.exploratorySummary,
    ),
    ...table("other-group-gaps", text.descriptiveCaption(level), others, text.descriptiveSummary),
    {
      kind: "table",
      table: stratumTable(
        source,
        "other-group-figures",
        text.otherCaption(level),
        otherMetrics(source),
        false,
        "ci",
        groups,
      ),
      folded: text.otherSummary,
    },
    { kind: "table", table: selectionTable(source, groups), folded: text.selectedSummary },
    { kind: "paragraph", text: text.limits },
  );
  return { id: "subgroups", title: text.title, lead: [text.lead], blocks };
}

/** One crossing or banded variable: who is in it, and its figures; the forest plot draws them. */
function blocksOf(
  source: Source,
  { by, kind, strata, blank, outside, empty }: SubgroupsResult,
  index: number,
) {
  const places = strata.map((name) => indexOf(source, name));
  const pointer = `/results/subgroups/${index}`;
  const name = shown(text.by(by), 80);
  const left: Prose = [
    ...(blank > 0 ? text.blank(figureAt(source, `${pointer}/blank`, "count")) : []),
    ...(outside > 0 ? text.outside(figureAt(source, `${pointer}/outside`, "count")) : []),
    ...(empty.length > 0
      ? text.empty(
          joined(
            empty.map((_, i): Prose => [textAt(source, `${pointer}/empty/${i}`)]),
            "; ",
          ),
        )
      : []),
    ...(kind === "band" ? text.bands : []),
  ];
  const blocks: Block[] = [
    { kind: "paragraph", text: say`${text.head(name, formatted(places.length, "count"))}${left}` },
    {
      kind: "table",
      table: stratumTable(
        source,
        `group-figures-${index}`,
        text.caption(nameOf(name, 80), levelOf(source)),
        keyMetrics(source),
        true,
        "ci",
        places,
      ),
    },
  ];
  return blocks;
}

function selectionTable(source: Source, groups: readonly number[]): Table {
  return {
    id: "groups-selected",
    caption: text.selectedCaption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.selected, kind: "words" },
    ],
    rows: groups.map((index) => [
      stratumCell(source, index),
      wordsOr(
        source.results.strata[index].where === undefined
          ? undefined
          : [textAt(source, `/results/strata/${index}/where`, true)],
        words.noPredicate,
      ),
    ]),
  };
}
