import type { ResultsFile } from "../../src/results/schema/results.js";
import { shown, visible } from "../format/foreignText.js";
import type { Part, Prose } from "../prose.js";
import { comparedRuns } from "../sections/comparison.js";
import { verdictOf } from "../sections/verdict.js";
import { gapsOf } from "../shownStrata.js";
import { figureAt, nameOf, type Source, sourceOf } from "../source.js";
import { flipCountsTable, regressionTable } from "../tables/comparisonTables.js";
import { criteriaTable } from "../tables/criteriaTable.js";
import { gapTable } from "../tables/gapTable.js";
import { keyTable } from "../tables/keyTable.js";
import type { Cell, Table } from "../tables/table.js";
import { comparisonWords } from "../words/comparison.js";
import { gateWords } from "../words/gate.js";
import { words } from "../words.js";

/**
 * summary.md: the verdict and what decided it, the key table, the gaps and the criteria, in GitHub's
 * Markdown. Text from outside can't become markup, a link or a mention.
 * @param inconclusive what an inconclusive verdict was told to do, where it was
 */
export function renderMarkdown(file: ResultsFile, inconclusive?: "fail" | "warn"): string {
  const source = sourceOf(file);
  const { protocol } = file.results;
  const verdict = verdictOf(source);
  const blocks = [
    `# ${markdown(shown(protocol.title ?? protocol.name))}`,
    `**${verdict.title}.** ${proseMarkdown(verdict.reason)}`,
    verdict.deciding.map((prose) => `- ${proseMarkdown(prose)}`).join("\n"),
    file.results.verdict === "inconclusive" && inconclusive !== undefined
      ? gateWords.counted[inconclusive]
      : "",
    proseMarkdown(verdict.noWorst ?? verdict.masking ?? []),
    proseMarkdown(verdict.gap),
    proseMarkdown(identity(source)),
    words.markdown.key,
    tableMarkdown(keyTable(source)),
  ];
  if (gapsOf(source, "declared").length > 0)
    blocks.push(words.markdown.gaps, tableMarkdown(gapTable(source)));
  if (file.results.acceptance.length > 0)
    blocks.push(words.markdown.criteria, tableMarkdown(criteriaTable(source)));
  const { comparison } = file.results;
  if (comparison !== null) {
    const rules = comparison.rules.length > 0 ? [tableMarkdown(regressionTable(source))] : [];
    const warnings = comparison.warnings.map((warning) => `- ${markdown(shown(warning, 400))}`);
    const against = comparedRuns(source).map(proseMarkdown);
    blocks.push(`## ${comparisonWords.title}`, ...against, ...rules, tableMarkdown(flipCountsTable(source)));
    blocks.push(warnings.join("\n"));
  }
  if (file.results.warnings.length > 0) {
    const warnings = file.results.warnings.map((warning) => `- ${markdown(shown(warning, 400))}`);
    blocks.push(`## ${words.sections.warnings}`, warnings.join("\n"));
  }
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function identity(source: Source): Prose {
  const { model, cohort } = source.results;
  return words.markdown.model(
    nameOf(model.name, 60),
    nameOf(model.sha256.slice(0, 12)),
    nameOf(cohort.name, 60),
    figureAt(source, "/results/cohort/cases", "count"),
  );
}

/** A table as GitHub's Markdown: caption above, what is small in a cell after a line break. */
function tableMarkdown(table: Table): string {
  const rule = table.columns.map(({ kind }) => (kind === "figure" ? "---:" : "---"));
  const lines = [
    table.columns.map(({ title }) => markdown(title)),
    rule,
    ...table.rows.map((row) => row.flatMap(cellMarkdown)),
  ];
  return `${proseMarkdown(table.caption)}\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`;
}

function cellMarkdown(cell: Cell): string[] {
  const lines = [cell.content, cell.detail, cell.note].filter((prose) => prose !== undefined);
  return [lines.map(proseMarkdown).join("<br>"), ...Array<string>((cell.columns ?? 1) - 1).fill("")];
}

function proseMarkdown(prose: Prose): string {
  return prose.map(partMarkdown).join("");
}

function partMarkdown(part: Part): string {
  if (typeof part === "string") return ownMarkdown(part);
  return part.kind === "foreign" ? markdown(shown(part.text, 400)) : ownMarkdown(part.text);
}

/** The report's own words and figures hold no markup but what a table or HTML would take for it. */
function ownMarkdown(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll("|", "&#124;");
}

/** Every character that Markdown could take for markup, a link or a mention, as a character reference. */
function markdown(text: string): string {
  return visible(text).replace(
    /[&<>|\\`*_{}[\]#~!@$]|:(?=\/\/)|(?<=\bwww)\.|^[-+=](?=\s|$|-|=)|(?<=^\d{1,9})[.)]/gi,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}
