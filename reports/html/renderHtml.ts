import type { ResultsFile } from "../../src/results/schema/results.js";
import type { Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { reportSections } from "../sections/report.js";
import { verdictOf } from "../sections/verdict.js";
import { figureAt, nameOf, type Source, sourceOf, textAt } from "../source.js";
import { words } from "../words.js";
import { drawSections, pageStyle } from "./drawSections.js";
import { pageTemplate } from "./templates.js";

/** Characters of a title that are set large; the declarations have it whole. */
const longestTitle = 140;

/**
 * The report: one static HTML file that needs nothing else, no script and no network. The same
 * results give the same bytes. It computes no statistic: every figure in it is one of the results',
 * and says which (`data-pointer`, RFC 6901, and `data-format`).
 * @param sections the report's, where they are at hand
 */
export async function renderHtml(
  file: ResultsFile,
  sections: readonly Section[] = reportSections(sourceOf(file)),
): Promise<string> {
  const source = sourceOf(file);
  const [decision, ...others] = sections;
  return pageTemplate("page")({
    ...pageStyle(),
    head: head(source),
    verdict: verdictOf(source),
    warnings: warningsAhead(source),
    decision: (await drawSections([decision]))[0],
    contents: others.map(({ id, title }) => ({ id, title })),
    sections: await drawSections(others),
  });
}

function head(source: Source) {
  const { protocol, model, cohort } = source.results;
  const title = shown(protocol.title ?? protocol.name, longestTitle);
  return {
    documentTitle: `${shown(protocol.title ?? protocol.name, 60)} · ${words.documentKind}`,
    title: [nameOf(title, longestTitle)],
    model: [nameOf(model.name, 60)],
    hash: [{ kind: "foreign", text: model.sha256.slice(0, 12), code: true }],
    cohort: [nameOf(cohort.name, 60)],
    cases: [figureAt(source, "/results/cohort/cases", "count")],
    started: [textAt(source, "/execution/startedAt")],
    tool: [textAt(source, "/results/tool/name"), " ", textAt(source, "/results/tool/version")],
  };
}

function warningsAhead(source: Source): string | undefined {
  const count = source.results.warnings.length;
  return count === 0 ? undefined : words.warningsAhead(formatted(count, "count"));
}
