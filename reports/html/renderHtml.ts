import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/packageRoot.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import type { Chart } from "../charts/chart.js";
import { drawSvg } from "../charts/drawSvg.js";
import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { formatted } from "../format/number.js";
import { reportSections } from "../sections/report.js";
import { verdictOf } from "../sections/verdict.js";
import { figureAt, nameOf, type Source, sourceOf, textAt } from "../source.js";
import { words } from "../words.js";
import { escaped } from "./escape.js";
import { pageTemplate } from "./templates.js";

/** Characters of a title that are set large; the declarations have it whole. */
const longestTitle = 140;

/**
 * The report: one static HTML file that needs nothing else, no script and no network. The same
 * results give the same bytes. It computes no statistic: every figure in it is one of the results',
 * and says which (`data-pointer`, RFC 6901, and `data-format`).
 */
export async function renderHtml(file: ResultsFile): Promise<string> {
  const source = sourceOf(file);
  const sections = reportSections(source);
  const drawn = await Promise.all(sections.map(drawSection));
  const style = styleSheet();
  return pageTemplate()({
    style,
    policy: `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; img-src data:`,
    head: head(source),
    verdict: verdictOf(source),
    warnings: warningsAhead(source),
    contents: sections.map(({ id, title }) => ({ id, title })),
    sections: drawn,
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

async function drawSection(section: Section) {
  return { ...section, blocks: await Promise.all(section.blocks.map(drawBlock)) };
}

async function drawBlock(block: Block) {
  if (block.kind !== "charts") return block;
  return { ...block, charts: await Promise.all(block.charts.map(drawChart)) };
}

/** The chart with its SVG, whose title and description speak for it. */
async function drawChart(chart: Chart) {
  const title = `${chart.id}-title`;
  const description = `${chart.id}-description`;
  const svg = await drawSvg(chart.spec, {
    attributes: ` class="chart" role="img" aria-labelledby="${title}" aria-describedby="${description}"`,
    children: `<title id="${title}">${escaped(chart.title)}</title><desc id="${description}">${escaped(chart.description)}</desc>`,
  });
  return { ...chart, svg };
}

function styleSheet(): string {
  return readFileSync(join(packageRoot(), "reports", "styles", "report.css"), "utf8");
}

function sha256Base64(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64");
}
