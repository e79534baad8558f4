import sharp from "sharp";
import * as vega from "vega";
import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import type { Chart } from "../../reports/charts/chart.js";
import { compactSvg } from "../../reports/charts/compactSvg.js";
import { flattened } from "../../reports/document.js";
import { reportSections } from "../../reports/sections/report.js";
import { sourceOf } from "../../reports/source.js";
import { variantResults } from "./goldenResults.js";

const charts: Chart[] = flattened(reportSections(sourceOf(variantResults("everything"))))
  .flatMap(({ blocks }) => blocks)
  .flatMap((block) => (block.kind === "charts" ? block.charts : []));

/** Vega's own SVG, with colours that librsvg reads. */
async function vegaSvg(chart: Chart): Promise<string> {
  const svg = await new vega.View(vega.parse(compile(chart.spec).spec), { renderer: "none" }).toSVG();
  return svg
    .replace(/var\(--[\w-]+, ?([^()]+)\)/g, "$1")
    .replace(/ (?:class|role|aria-[\w-]+|pointer-events)="[^"]*"/g, "");
}

const pixels = (svg: string) => sharp(Buffer.from(svg)).flatten({ background: "white" }).raw().toBuffer();

describe("a compacted chart", () => {
  it.each(
    charts.map((chart) => [chart.id, chart] as const),
  )("%s is the same picture, pixel by pixel", async (_, chart) => {
    const svg = await vegaSvg(chart);
    const end = svg.indexOf(">") + 1;
    const compact = `${svg.slice(0, end)}${compactSvg(svg.slice(end, -"</svg>".length))}</svg>`;
    expect(compact.length).toBeLessThan(0.95 * svg.length);
    const [before, after] = [await pixels(svg), await pixels(compact)];
    expect(new Set(before).size).toBeGreaterThan(1);
    // Where one line of a path crosses another, its edge is smoothed once instead of twice.
    let apart = 0;
    for (let i = 0; i < before.length; i++) apart += Math.abs(before[i] - after[i]) > 2 ? 1 : 0;
    expect(apart / before.length).toBeLessThan(0.0005);
  });
});

describe("compacting", () => {
  it("says once what all members of a group say, and keeps what they don't share", () => {
    expect(
      compactSvg(
        '<g><text fill="red" font-size="11px">a</text><text fill="red" font-size="12px">b</text></g>',
      ),
    ).toBe('<g fill="red"><text font-size="11px">a</text><text font-size="12px">b</text></g>');
  });

  it("joins lines of one look, and no others", () => {
    const line = (x: number, look: string) => `<line transform="translate(${x},1)" x2="0" y2="4" ${look}/>`;
    expect(compactSvg(line(1, 'stroke="a"') + line(2, 'stroke="a"') + line(3, 'stroke="b"'))).toBe(
      '<path d="M1,1v4M2,1v4" stroke="a"/><path d="M3,1v4" stroke="b"/>',
    );
    const seeThrough = line(1, 'opacity="0.5"');
    expect(compactSvg(seeThrough)).toBe(seeThrough);
  });

  it("takes groups away that do nothing, and none that moves", () => {
    expect(
      compactSvg(
        '<g><g transform="translate(0,0)"><rect x="1"/></g></g><g transform="translate(3,0)"><rect x="2"/></g><g></g>',
      ),
    ).toBe('<rect x="1"/><g transform="translate(3,0)"><rect x="2"/></g>');
  });
});
