import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { type Format, formats, formatted } from "../format/number.js";
import { valueAt } from "../source.js";
import { pointerRead } from "./escape.js";

type Node = DefaultTreeAdapterTypes.Node;

/** A figure as an HTML report prints it, and where in results.json it says it is from. */
export interface PrintedFigure {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly format: string;
  readonly text: string;
}

/** Every element of a page that has `data-pointer`, in the order of the page. */
export function printedFigures(html: string): PrintedFigure[] {
  const figures: PrintedFigure[] = [];
  const pending: Node[] = [parse(html)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ("attrs" in node) {
      const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value;
      const pointer = attribute("data-pointer");
      if (pointer !== undefined)
        figures.push({
          pointer: pointerRead(pointer),
          format: attribute("data-format") ?? "",
          text: textOf(node),
        });
    }
    if ("childNodes" in node) pending.push(...[...node.childNodes].reverse());
  }
  return figures;
}

function textOf(node: Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** What a figure should read; undefined where results.json has no such value or there is no such format. */
export function figureExpected(file: ResultsFile, { pointer, format }: PrintedFigure): string | undefined {
  const value = valueAt(file, pointer);
  if (value === undefined || !(formats as readonly string[]).includes(format)) return undefined;
  try {
    return formatted(value, format as Format);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
