import type { Section } from "../document.js";
import type { Source } from "../source.js";
import { criteriaTable } from "../tables/criteriaTable.js";
import { sectionWords } from "../words/sections.js";
import { words } from "../words.js";
import { warningsPart } from "./warnings.js";

/** What the verdict rests on: the criteria one by one, and what the analysis warns of. */
export function decisionSection(source: Source): Section {
  return {
    id: "decision",
    title: sectionWords.titles.decision,
    lead: [],
    blocks: [],
    parts: [criteriaPart(source), warningsPart(source)],
  };
}

function criteriaPart(source: Source): Section {
  const declared = source.results.acceptance.length > 0;
  return {
    id: "criteria",
    title: words.sections.criteria,
    lead: [declared ? words.criteria.lead : words.criteria.none],
    blocks: declared ? [{ kind: "table", table: criteriaTable(source) }] : [],
  };
}
