import { parse } from "parse5";
import { expect } from "vitest";
import { renderHtml, renderJunit, renderMarkdown } from "../../reports/index.js";
import { summary } from "../../src/cli/summary.js";
import { visible } from "../../src/messages/visibleText.js";
import { csv } from "../../src/results/csv.js";
import { parseCsv } from "../../src/results/parseCsv.js";
import { hostileResults } from "./hostileText.js";

interface Node {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

/** What a page is made of: how often each tag with its attributes' names occurs; and its text. */
function outlineOf(html: string): { outline: Record<string, number>; text: string } {
  const outline: Record<string, number> = {};
  let text = "";
  const walk = (node: Node) => {
    // Texts aren't counted: two that are next to each other are one, and one of spaces alone may be none.
    if (node.nodeName === "#text") {
      text += node.value;
      return;
    }
    const key = [node.nodeName, ...(node.attrs ?? []).map(({ name }) => name)].join(" ");
    outline[key] = (outline[key] ?? 0) + 1;
    for (const attribute of node.attrs ?? [])
      if (attribute.name === "href") expect(attribute.value).toMatch(/^#[a-z0-9-]+$/);
    for (const child of node.childNodes ?? []) walk(child);
  };
  walk(parse(html) as unknown as Node);
  return { outline, text: text.replace(/\s+/g, " ") };
}

const harmless = new Map<string, Promise<Record<string, number>>>();

/** The report with such a text in every place has the elements it has with a plain word, and shows the text. */
export const expectHtmlHolds = (text: string): Promise<void> => expectSameOutline(reportOf, text);

const reportOf = (text: string) => renderHtml(hostileResults(text));

/**
 * A page with a text in it has the elements that it has with a plain word; it shows the text, and none of
 * the characters that can't be seen.
 */
export async function expectSameOutline(
  page: (text: string) => Promise<string>,
  text: string,
): Promise<void> {
  const key = String(page);
  if (!harmless.has(key))
    harmless.set(
      key,
      page("word").then((html) => outlineOf(html).outline),
    );
  const { outline, text: shown } = outlineOf(await page(text));
  expect(outline).toEqual(await harmless.get(key));
  const clear = visible(text).replace(/\s+/g, " ").trim();
  if (clear.length < 4_000) expect(shown).toContain(clear);
  expect(shown.match(/.{0,80}[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b].{0,20}/u)?.[0]).toBeUndefined();
}

/** JUnit: no character that XML 1.0 has no place for, and as many elements as with a plain word. */
export function expectJunitHolds(text: string): void {
  const xml = renderJunit(hostileResults(text));
  expect(xml).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
  const tags = (file: string) => file.match(/<[^>]*>/g)!.map((tag) => tag.replace(/"[^"]*"/g, '""'));
  expect(tags(xml)).toEqual(tags(renderJunit(hostileResults("word"))));
  expect(xml.match(/&(?!(?:amp|lt|gt|quot|apos);)/)).toBeNull();
}

/** Markdown: the same lines and the same cells in each. */
export function expectMarkdownHolds(text: string): void {
  const shape = (markdown: string) =>
    markdown.split("\n").map((line) => [line.match(/^(?:#+ |- |\| |\*\*)?/)![0], line.split("|").length]);
  const markdown = renderMarkdown(hostileResults(text));
  expect(shape(markdown)).toEqual(shape(renderMarkdown(hostileResults("word"))));
  expect(markdown).not.toMatch(/<(?!br>)/);
}

/** Printed by `run`: no control character, no line more, no line that a CI server obeys. */
export function expectTerminalHolds(text: string): void {
  const printed = summary(hostileResults(text), "out");
  expect(printed).not.toMatch(/(?!\n)\p{Cc}|##\[|##vso\[|^\s*::/mu);
  expect(printed.split("\n")).toHaveLength(summary(hostileResults("word"), "out").split("\n").length);
}

/** A CSV cell reads back as what was written, and holds nothing that a spreadsheet would run. */
export function expectCsvHolds(text: string): void {
  const written = csv(["a", "b"], [[text, 1]]).slice("a,b\n".length);
  const [, quoted, bare] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*)),1\n$/.exec(written) ?? [];
  expect(quoted ?? bare).toBeDefined();
  expect(quoted?.replaceAll('""', '"') ?? bare).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
  expect(parseCsv(written)).toEqual([[text, "1"]]);
}
