import type { Section } from "../document.js";
import type { Source } from "../source.js";
import { viewTable } from "../tables/viewTable.js";
import { words } from "../words.js";

/** The main figures for each view alone. */
export function viewsPart(source: Source): Section {
  const table = viewTable(source);
  return {
    id: "views",
    title: words.sections.views,
    lead: [table ? words.views.lead : words.views.none],
    blocks: table === undefined ? [] : [{ kind: "table", table }],
  };
}
