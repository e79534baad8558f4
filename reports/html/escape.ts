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

/** What HTML reads otherwise than it was written (line ends, NUL), or UTF-8 has no bytes for. */
const notInHtml = /[\p{Cc}\p{Cs}]/u;

/**
 * A JSON pointer as an attribute's value. One through a key with control characters or half a surrogate pair
 * is written as a JSON string, quotes and all (RFC 6901, section 5): HTML would turn some of them into others.
 */
const pointerAttribute = (pointer: string): string =>
  escaped(notInHtml.test(pointer) ? JSON.stringify(pointer) : pointer);

/** A pointer as `data-pointer` has it; what is no JSON string is the pointer itself. */
export function pointerRead(attribute: string): string {
  if (!attribute.startsWith('"')) return attribute;
  try {
    return String(JSON.parse(attribute));
  } catch {
    return attribute;
  }
}

function isPart(prose: Part | Prose): prose is Part {
  return !Array.isArray(prose);
}

function partHtml(part: Part): string {
  if (typeof part === "string") return escaped(part);
  if (part.kind === "figure") {
    return `<span data-pointer="${pointerAttribute(part.pointer)}" data-format="${part.format}">${escaped(part.text)}</span>`;
  }
  if (part.kind === "link") return `<a href="#${escaped(part.section)}">${escaped(part.text)}</a>`;
  const pointer =
    part.pointer === undefined ? "" : ` data-pointer="${pointerAttribute(part.pointer)}" data-format="text"`;
  const text = `<bdi${pointer}>${escaped(visible(part.text))}</bdi>`;
  return part.code ? `<code>${text}</code>` : text;
}
