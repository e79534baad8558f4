import { analysisItems } from "../checklist/analysisItems.js";
import { figureItems } from "../checklist/figureItems.js";
import type { EvidenceItem, EvidenceState, Finding } from "../checklist/finding.js";
import { studyItems } from "../checklist/studyItems.js";
import { flattened, type Section } from "../document.js";
import { formatted } from "../format/number.js";
import { joined, type Prose } from "../prose.js";
import type { Source } from "../source.js";
import { type Table, wordsCell } from "../tables/table.js";
import { checklistWords as text } from "../words/checklist.js";

/** All items of evidence in the order of the checklist. */
export const evidenceItems: readonly EvidenceItem[] = [...studyItems, ...figureItems, ...analysisItems];

/**
 * What a reviewer looks for, how it stands in these results, and where.
 * @param sections the others of the report, which the items link to
 */
export function checklistSection(source: Source, sections: readonly Section[]): Section {
  const found = evidenceItems.map((item) => ({ item, finding: item.find(source) }));
  const count = (state: EvidenceState) =>
    formatted(found.filter(({ finding }) => finding.state === state).length, "count");
  return {
    id: "checklist",
    title: text.title,
    lead: [
      text.lead({
        met: count("met"),
        supplied: count("supplied"),
        "not-supplied": count("not-supplied"),
        "not-assessable": count("not-assessable"),
      }),
    ],
    blocks: [
      { kind: "paragraph", text: text.meaning },
      { kind: "table", table: checklistTable(found, titlesOf(sections)) },
    ],
  };
}

const titlesOf = (sections: readonly Section[]): ReadonlyMap<string, string> =>
  new Map(flattened(sections).map(({ id, title }) => [id, title]));

function checklistTable(
  found: readonly { readonly item: EvidenceItem; readonly finding: Finding }[],
  titles: ReadonlyMap<string, string>,
): Table {
  const { item, state, because, where } = text.columns;
  return {
    id: "evidence",
    caption: text.caption,
    columns: [item, state, because, where].map((title) => ({ title, kind: "words" })),
    rows: found.map(({ item, finding }, index) => {
      const { title, source } = text.items[item.name];
      return [
        wordsCell([`${index + 1}. ${title}`], source === undefined ? undefined : [source]),
        wordsCell([text.states[finding.state]]),
        wordsCell(finding.because),
        wordsCell(linksTo(item.sections, titles)),
      ];
    }),
  };
}

function linksTo(ids: readonly string[], titles: ReadonlyMap<string, string>): Prose {
  const links = ids.flatMap((id): Prose[] => {
    const title = titles.get(id);
    return title === undefined ? [] : [[{ kind: "link", text: title, section: id }]];
  });
  return joined(links, ", ");
}
