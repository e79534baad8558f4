import type { Section } from "../document.js";
import { type Source, textAt } from "../source.js";
import { words } from "../words.js";

/** What the analysis wants its reader to know. */
export function warningsPart(source: Source): Section {
  const items = source.results.warnings.map((_, index) => [textAt(source, `/results/warnings/${index}`)]);
  return {
    id: "warnings",
    title: words.sections.warnings,
    lead: items.length === 0 ? [words.warnings.none] : [],
    blocks: items.length === 0 ? [] : [{ kind: "list", items }],
  };
}
