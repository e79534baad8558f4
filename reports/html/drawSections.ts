import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/packageRoot.js";
import type { Chart } from "../charts/chart.js";
import { drawSvg } from "../charts/drawSvg.js";
import type { Block, Section } from "../document.js";
import { escaped } from "./escape.js";

/** Sections with their charts drawn, as the templates take them. */
export const drawSections = (sections: readonly Section[]): Promise<object[]> =>
  Promise.all(sections.map(drawSection));

async function drawSection(section: Section): Promise<object> {
  return {
    ...section,
    blocks: await Promise.all(section.blocks.map(drawBlock)),
    parts: await drawSections(section.parts ?? []),
  };
}

async function drawBlock(block: Block) {
  if (block.kind !== "charts") return block;
  const charts = await Promise.all(block.charts.map(drawChart));
  return { ...block, charts, large: charts.some(({ svg }) => widthOf(svg) > widestOfThree) };
}

/** Pixels of a chart's width of which a page holds three. */
const widestOfThree = 344;

const widthOf = (svg: string): number => Number(svg.match(/ width="([\d.]+)"/)?.[1]);

/** The chart with its SVG, whose title and description speak for it. */
async function drawChart(chart: Chart) {
  const title = `${chart.id}-title`;
  const description = `${chart.id}-description`;
  const svg = await drawSvg(chart.spec, {
    attributes: ` class="chart" role="img" aria-labelledby="${title}" aria-describedby="${description}"`,
    children: `<title id="${title}">${escaped(chart.title)}</title><desc id="${description}">${escaped(chart.description)}</desc>`,
  });
  return { ...chart, svg: inPage(svg) };
}

/** Without what the page says already: the name space, and the colours its style sheet gives the variables. */
function inPage(svg: string): string {
  return svg
    .replace(' xmlns="http://www.w3.org/2000/svg"', "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/="var\((--[\w-]+), ?[^()]+\)"/g, '="var($1)"'));
}

/** The parts of the style sheet, in the order of their precedence. */
const styleParts = [
  "colours",
  "page",
  "verdict",
  "tables",
  "charts",
  "flow",
  "provenance",
  "narrow",
  "print",
] as const;

/** The style sheet of every page, and the policy that lets a page have it and nothing else but `data:` pictures. */
export function pageStyle(): { style: string; policy: string } {
  const folder = join(packageRoot(), "reports", "styles");
  const style = styleParts.map((part) => readFileSync(join(folder, `${part}.css`), "utf8")).join("");
  const hash = createHash("sha256").update(style, "utf8").digest("base64");
  return { style, policy: `default-src 'none'; style-src 'sha256-${hash}'; img-src data:` };
}
