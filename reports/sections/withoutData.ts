import type { Section } from "../document.js";
import type { Prose } from "../prose.js";

/** A section that has no data: it says so in a line, and why. */
export function withoutData(id: string, title: string, why: Prose): Section {
  return { id, title, lead: [why], blocks: [] };
}
