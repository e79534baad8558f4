import type { TopLevelSpec } from "vega-lite";
import { compactSvg } from "./compactSvg.js";

/** Of a pixel, in coordinates. */
const decimals = 1;

/**
 * A chart as SVG text: presentation attributes only (no style attribute, no script, no id, nothing
 * to fetch), so that it stands in a page whose policy forbids all of them. The same specification
 * gives the same bytes.
 *
 * Vega is loaded here, at the first chart. Its expressions are interpreted, never compiled to code.
 * @param open attributes and first children for the root: `<svg` + open.attributes + `>` + open.children
 */
export async function drawSvg(
  spec: TopLevelSpec,
  open: { attributes: string; children: string },
): Promise<string> {
  let drawing = drawings.get(spec);
  if (drawing === undefined) {
    drawing = draw(spec);
    drawings.set(spec, drawing);
  }
  return cleaned(await drawing, open);
}

/** What was drawn, for as long as its specification is in use: a report has its charts in two places. */
const drawings = new WeakMap<TopLevelSpec, Promise<string>>();

async function draw(spec: TopLevelSpec): Promise<string> {
  const [{ compile }, vega, { expressionInterpreter }] = await Promise.all([
    import("vega-lite"),
    import("vega"),
    import("vega-interpreter"),
  ]);
  const compiled = compile(spec, { logger: strictLogger }).spec;
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
    logger: vega.logger(vega.Error),
  });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** Vega-Lite repairs what it doesn't understand, with a warning; here that is a defect. */
const strictLogger = {
  level: () => strictLogger,
  error: (...problem: readonly unknown[]): never => {
    throw new Error(`chart: ${problem.join(" ")}`);
  },
  warn: (...problem: readonly unknown[]): never => {
    throw new Error(`chart: ${problem.join(" ")}`);
  },
  info: () => strictLogger,
  debug: () => strictLogger,
} as never;

/**
 * Drops what Vega writes for its own sake, rounds coordinates, and sets the root. Works on tags
 * alone: the text between them may hold anything (Vega escapes `<`, `>` and `&` in it).
 */
function cleaned(svg: string, open: { attributes: string; children: string }): string {
  const root = svg.match(/^<svg [^>]*?(width="[\d.]+" height="[\d.]+" viewBox="[\d. -]+")>/);
  if (root === null) throw new Error("Vega's SVG doesn't begin as it used to");
  const body = svg
    .slice(root[0].length, -"</svg>".length)
    .replace(/<path class="(?:back|fore)ground"[^>]*\/>/g, "")
    .replace(/<[^>]+>/g, cleanedTag);
  return `<svg xmlns="http://www.w3.org/2000/svg" ${root[1]}${open.attributes}>${open.children}${compactSvg(body)}</svg>`;
}

function cleanedTag(tag: string): string {
  const banned = tag.match(
    /\s(?:style|id|href|xlink:href|on\w+)=|url\(|<(?:script|style|image|foreignObject)\b/i,
  );
  if (banned !== null)
    throw new Error(`Vega's SVG holds ${banned[0].trim()}, which the page's policy forbids`);
  return tag
    .replace(/ (?:class|role|aria-roledescription|aria-hidden|pointer-events|font-family)="[^"]*"/g, "")
    .replace(/ opacity="1"/g, "")
    .replace(
      / (d|transform|x|y|x2|y2)="([^"]*)"/g,
      (_, name: string, value: string) => ` ${name}="${rounded(value)}"`,
    );
}

function rounded(numbers: string): string {
  return numbers.replace(/-?\d+\.\d+(?:e-?\d+)?/g, (number) =>
    String(Number(Number(number).toFixed(decimals))),
  );
}
