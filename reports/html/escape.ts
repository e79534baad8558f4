import { visible } from "../format/foreignText.js";
import type { Part, Prose } from "../prose.js";

/** Text for HTML, inside and between tags. */
export function escaped(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Prose as HTML. Figures carry the JSON pointer and the format they were printed from; text from
 * outside stands in `bdi`, so that it can't turn its neighbours' direction.
 */
export function proseHtml(prose: Part | Prose): string {
  return isPart(prose) ? partHtml(prose) : prose.map(partHtml).join("");
}

function isPart(prose: Part | Prose): prose is Part {
  return !Array.isArray(prose);
}

function partHtml(part: Part): string {
  if (typeof part === "string") return escaped(part);
  if (part.kind === "figure") {
    return `<span data-pointer="${escaped(part.pointer)}" data-format="${part.format}">${escaped(part.text)}</span>`;
  }
  if (part.kind === "link") return `<a href="#${escaped(part.section)}">${escaped(part.text)}</a>`;
  const pointer =
    part.pointer === undefined ? "" : ` data-pointer="${escaped(part.pointer)}" data-format="text"`;
  const text = `<bdi${pointer}>${escaped(visible(part.text))}</bdi>`;
  return part.code ? `<code>${text}</code>` : text;
}
