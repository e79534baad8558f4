import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { flattened } from "../../reports/document.js";
import { renderHtml } from "../../reports/index.js";
import { reportSections } from "../../reports/sections/report.js";
import { sourceOf } from "../../reports/source.js";
import { variantResults } from "./goldenResults.js";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function elementsIn(root: Node): Element[] {
  const children = "childNodes" in root ? root.childNodes : [];
  return children.flatMap((child) =>
    "tagName" in child ? [child, ...elementsIn(child)] : elementsIn(child),
  );
}
const attribute = (element: Element | undefined, name: string) =>
  element?.attrs.find((one) => one.name === name)?.value;
const text = (node: Node): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(text).join("") : "";

/** A drawn position or text without a number behind it. */
const broken = /NaN|undefined|null|Infinity/;

describe.each(["everything", "twelve-strata", "robustness"])("the charts of %s", (name) => {
  const file = variantResults(name);
  const charts = flattened(reportSections(sourceOf(file)))
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "charts" ? block.charts : []));
  const page = renderHtml(file).then((html) => elementsIn(parse(html)));

  it("are all in the page, and none without title, description and data", async () => {
    const elements = await page;
    const svgs = elements.filter(
      (one) => one.tagName === "svg" && attribute(one, "class")?.split(" ").includes("chart"),
    );
    expect(charts.length).toBeGreaterThan(10);
    expect(svgs).toHaveLength(charts.length);
    for (const svg of svgs) expect(attribute(svg, "role")).toBe("img");
  });

  it.each(
    charts.map((chart) => [chart.id, chart] as const),
  )("%s: is named and described, with its data below", async (id, chart) => {
    const elements = await page;
    const byId = (wanted: string | undefined) => elements.find((one) => attribute(one, "id") === wanted);
    const figure = byId(id)!;
    expect(figure.tagName).toBe("figure");
    const inside = elementsIn(figure);
    const svg = inside.find((one) => one.tagName === "svg")!;
    const title = byId(attribute(svg, "aria-labelledby"))!;
    const description = byId(attribute(svg, "aria-describedby"))!;
    expect([title.tagName, description.tagName]).toEqual(["title", "desc"]);
    expect(text(title)).toBe(chart.title);
    expect(text(title).length).toBeGreaterThan(1);
    // More than the title again.
    expect(text(description).length).toBeGreaterThan(text(title).length);
    expect(text(byId(attribute(figure, "aria-labelledby"))!)).toBe(chart.title);

    const details = inside.find((one) => one.tagName === "details")!;
    expect(elementsIn(details)[0].tagName).toBe("summary");
    const tables = elementsIn(details).filter((one) => one.tagName === "table");
    expect(tables).toHaveLength(chart.data.length);
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      const parts = elementsIn(table);
      expect(text(parts.find((one) => one.tagName === "caption")!).trim()).not.toBe("");
      const rows = parts.filter((one) => one.tagName === "tr");
      expect(rows.length, attribute(table, "id")).toBeGreaterThan(1);
      for (const head of parts.filter((one) => one.tagName === "th"))
        expect(["col", "row"]).toContain(attribute(head, "scope"));
    }
    const figures = tables.flatMap(elementsIn).filter((one) => attribute(one, "data-pointer") !== undefined);
    expect(figures.length, "figures in the data of the chart").toBeGreaterThan(0);
    expect(
      elementsIn(svg)
        .flatMap((one) => one.attrs.map(({ value }) => value))
        .filter((value) => broken.test(value)),
    ).toEqual([]);
  });
});
